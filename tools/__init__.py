"""What the agent can do: one verb per file, and the only hands it has.

Every tool: takes ids from its `Call`, never from the model · carries out policy in code (identity, consent, booking
rules) · stores its result in the journal in the transaction of its write · refuses with a `RuleViolation`, which
becomes a result the model reads. A tool the person may not use is not offered at all (`usable`).
To add one: a file with `TOOL = Tool(…)`, and one line below.
"""

from tools.answer_from_clinic import TOOL as ANSWER_FROM_CLINIC
from tools.book_appointment import TOOL as BOOK_APPOINTMENT
from tools.cancel_appointment import TOOL as CANCEL_APPOINTMENT
from tools.context import Call, Services, ToolResult
from tools.find_slots import TOOL as FIND_SLOTS
from tools.hand_to_staff import TOOL as HAND_TO_STAFF
from tools.move_appointment import TOOL as MOVE_APPOINTMENT
from tools.my_appointments import TOOL as MY_APPOINTMENTS
from tools.note_enquiry import TOOL as NOTE_ENQUIRY
from tools.remember_contact import TOOL as REMEMBER_CONTACT
from tools.take_message import TOOL as TAKE_MESSAGE
from tools.tool import Effect, Tool, run, usable

TOOLS: dict[str, Tool] = {
    tool.name: tool
    for tool in (
        FIND_SLOTS,
        BOOK_APPOINTMENT,
        MOVE_APPOINTMENT,
        CANCEL_APPOINTMENT,
        MY_APPOINTMENTS,
        ANSWER_FROM_CLINIC,
        NOTE_ENQUIRY,
        REMEMBER_CONTACT,
        TAKE_MESSAGE,
        HAND_TO_STAFF,
    )
}

__all__ = ["TOOLS", "Call", "Effect", "Services", "Tool", "ToolResult", "run", "usable"]
