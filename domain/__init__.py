"""What the clinic means: people, thread, enquiry, booking rules, ports, errors. Only stdlib, pydantic, phonenumbers."""
