"""A small clinic's vocabulary for the tests of the understanding; not the demo clinic's."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from agent.embedded.vocabulary import PractitionerName, SpecialtyWords, Vocabulary

SPECIALTIES = (
    SpecialtyWords(
        "dermatology",
        ("Hautarzt", "Hautärztin", "Dermatologie", "Dermatologe", "dermatology", "dermatologist", "skin doctor"),
        (
            "Ekzem", "eczema", "Neurodermitis", "Hautausschlag", "skin rash", "Akne", "acne", "Schuppenflechte",
            "psoriasis", "Muttermal kontrollieren", "mole check", "juckende Haut", "itchy skin", "Hautkrebsvorsorge",
            "Flecken auf der Haut", "spots on my skin",
        ),
    ),
    SpecialtyWords(
        "orthopaedics",
        ("Orthopäde", "Orthopädin", "Orthopädie", "orthopaedics", "orthopaedic surgeon", "bone doctor"),
        (
            "Knieschmerzen", "knee pain", "Rückenschmerzen", "back pain", "Schulter tut weh", "shoulder pain",
            "Hüfte", "hip pain", "verstauchter Knöchel", "sprained ankle", "Bandscheibe", "slipped disc", "Gelenke",
        ),
    ),
    SpecialtyWords(
        "cardiology",
        ("Kardiologe", "Kardiologin", "Kardiologie", "Herzspezialist", "cardiology", "cardiologist", "heart doctor"),
        (
            "Bluthochdruck", "high blood pressure", "Herzrasen", "palpitations", "Herzrhythmusstörungen",
            "irregular heartbeat", "EKG", "Herzklopfen", "heart murmur", "geschwollene Beine",
        ),
    ),
    SpecialtyWords(
        "general",
        ("Hausarzt", "Hausärztin", "Allgemeinmedizin", "general practice", "GP", "family doctor"),
        (
            "Erkältung", "a cold", "Husten", "cough", "Fieber", "fever", "Grippeimpfung", "flu jab", "Müdigkeit",
            "tired all the time", "Halsschmerzen", "sore throat", "Gesundheitscheck", "general check-up",
        ),
    ),
    SpecialtyWords(
        "paediatrics",
        ("Kinderarzt", "Kinderärztin", "Pädiatrie", "paediatrics", "paediatrician", "children's doctor"),
        ("U7 Untersuchung", "baby check-up", "Kind hat Bauchweh", "my child has tummy ache", "Windpocken"),
    ),
    SpecialtyWords(
        "ent",
        ("HNO", "Hals-Nasen-Ohren-Arzt", "ENT", "ear nose and throat"),
        ("Ohrenschmerzen", "earache", "Tinnitus", "ringing in the ears", "Nasennebenhöhlen", "sinus infection",
         "Hörtest", "hearing loss", "Schnarchen", "snoring"),
    ),
)  # fmt: skip

VOCABULARY = Vocabulary(
    country="GB",
    practitioners=(
        PractitionerName("phillips", "Dr. Emma Phillips", (), "dermatology"),
        PractitionerName("schmidt", "Dr. Anna Schmidt", (), "orthopaedics"),
        PractitionerName("schmitt", "Dr. Peter Schmitt", (), "cardiology"),
        PractitionerName("oconnor", "Dr. Sean O'Connor", (), "general"),
        PractitionerName("yilmaz", "Dr. Ayşe Yılmaz", (), "paediatrics"),
        PractitionerName("heyde", "Dr. Maria von der Heyde", (), "ent"),
    ),
    specialties=SPECIALTIES,
    zone=ZoneInfo("Europe/London"),
)
