"""A small book in five languages, as phrasebook values: what the tests of scripts, cards and look-up work on.

``phrasebook("ar")`` gives the book below in Arabic; ``wordings={"waiting.called": "…"}`` swaps a wording.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import time

from scripts_gen.interface import WORDS
from scripts_gen.language import Axis, Locale, PartOfDay
from scripts_gen.message import Status, parse_context
from scripts_gen.model import (
    Book,
    Group,
    Phrase,
    Placeholder,
    Role,
    Situation,
    Standards,
    Step,
)
from scripts_gen.organisation import Organisation, PrintDefaults
from scripts_gen.phrasebook import Entry, LeftOut, Localized, Phrasebook, Wording
from scripts_gen.seal import hash_texts

CODES = ("en", "ar", "fi", "ru", "tl")

_DAY = (PartOfDay("morning", time(5), time(12)), PartOfDay("afternoon", time(12), time(5)))
_SPEAKER = Axis("speaker", ("male", "female"), plain="male")
_LISTENER = Axis("listener", ("male", "female"), plain="male")
_TWO, _THREE = (
    "nplurals=2; plural=n != 1;",
    ("nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;"),
)
_SIX = "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;"
_TAGALOG = "nplurals=2; plural=n != 1 && n != 2 && n != 3 && (n % 10 == 4 || n % 10 == 6 || n % 10 == 9);"

LOCALES: Mapping[str, Locale] = {
    locale.code: locale
    for locale in (
        Locale("en", "English", "ltr", _TWO, _DAY, leading=1.25),
        Locale(
            *("ar", "العربية", "rtl", _SIX, _DAY, (_LISTENER, _SPEAKER)),
            pronunciation="plain",
            font="Almarai",
            font_scale=1.12,
            smallest=12.0,
            leading=1.5,
        ),
        Locale("fi", "suomi", "ltr", _TWO, _DAY, leading=1.25),
        Locale("ru", "русский", "ltr", _THREE, _DAY, (_SPEAKER, _LISTENER), leading=1.25),
        Locale("tl", "Tagalog", "ltr", _TAGALOG, _DAY, leading=1.25),
    )
}

BOOK = Book(
    title="A small book",
    source="en",
    locales=CODES,
    approval="preferred",
    organisation=Organisation(
        "Northlight", "+44 20 7946 0123", website="www.northlight.example", feedback="feedback@northlight.example"
    ),
    print=PrintDefaults(),
    placeholders={
        "minutes": Placeholder("minutes", "number", "minutes", "5"),
        "staff": Placeholder("staff", "text", "my first name", "Maria"),
        "reference": Placeholder("reference", "text", "reference", "A-1047"),
    },
    groups={
        "arrival": Group("arrival", "Arrival", "#1f4e79", 1),
        "waiting": Group("waiting", "Waiting", "#5b2a86", 4),
        "safety": Group("safety", "Safety", "#3a3a3a", 8),
    },
    standards=Standards(),
    roles={
        "cashier": Role(
            "cashier",
            "Cashier",
            ("face",),
            "A clean uniform.",
            ("greeting", "waiting"),
            ("emergency",),
            ("greeting.morning", "emergency.call"),
            (),
            "roles/cashier.toml",
        ),
        "courier": Role(
            "courier", "Courier", ("face",), "A marked jacket.", ("greeting",), (), (), (), "roles/courier.toml"
        ),
    },
    situations={
        "greeting": Situation(
            "greeting",
            1,
            "Greeting",
            "The customer feels seen and welcome.",
            "arrival",
            (
                Step(
                    "welcome",
                    "Welcome",
                    within=10,
                    gesture="Stand up, look at the customer, smile.",
                    tone="Warm and unhurried.",
                    distance="An arm's length or more.",
                    phrases=(
                        Phrase(
                            "greeting.morning", 1, "Good morning. {organisation}, how may I help you?", when="morning"
                        ),
                        Phrase("greeting.glad", 2, "I am glad to help you.", varies=("speaker", "listener")),
                    ),
                ),
                Step(
                    "name",
                    "Names",
                    phrases=(Phrase("greeting.name", 3, "My name is {staff}. What is your name, please?"),),
                ),
            ),
            "locales/book/situations/greeting.toml",
        ),
        "waiting": Situation(
            "waiting",
            6,
            "Waiting",
            "The customer knows how long it takes.",
            "waiting",
            (
                Step(
                    "say-how-long",
                    "Say how long",
                    within=30,
                    tone="Calm and clear.",
                    phrases=(
                        Phrase(
                            "waiting.minutes",
                            1,
                            "It will take about {minutes} minute.",
                            "It will take about {minutes} minutes.",
                            "minutes",
                        ),
                        Phrase("waiting.called", 2, "Please wait. Your number is 3 / 17. I will call you."),
                        Phrase("waiting.reference", 3, "Please keep this number. Your reference is: {reference}."),
                    ),
                ),
            ),
            "locales/book/situations/waiting.toml",
        ),
        "emergency": Situation(
            "emergency",
            15,
            "Emergency",
            "Everybody is safe.",
            "safety",
            (
                Step(
                    "lead",
                    "Lead out",
                    gesture="Point with an open hand.",
                    safety="Never send anyone back.",
                    phrases=(
                        Phrase("emergency.call", 1, "Help is coming. You can also call +358 40 123 4567 at any time."),
                        Phrase("emergency.exit", 2, "Please leave the building now. Take the stairs, not the lift."),
                    ),
                ),
            ),
            "locales/book/situations/emergency.toml",
        ),
    },
)

WORDINGS: Mapping[str, Mapping[str, str | tuple[str, ...]]] = {
    "en": {
        "greeting.morning": "Good morning. {organisation}, how may I help you?",
        "greeting.glad": "I am glad to help you.",
        "greeting.name": "My name is {staff}. What is your name, please?",
        "waiting.minutes": ("It will take about {minutes} minute.", "It will take about {minutes} minutes."),
        "waiting.called": "Please wait. Your number is 3 / 17. I will call you.",
        "waiting.reference": "Please keep this number. Your reference is: {reference}.",
        "emergency.call": "Help is coming. You can also call +358 40 123 4567 at any time.",
        "emergency.exit": "Please leave the building now. Take the stairs, not the lift.",
    },
    "ar": {
        "greeting.morning": "صباح الخير. {organisation}، كيف يمكنني مساعدتك؟",
        "greeting.glad": "أنا سعيد بمساعدتك.",
        "greeting.glad|listener=female": "أنا سعيد بمساعدتكِ.",
        "greeting.glad|speaker=female": "أنا سعيدة بمساعدتك.",
        "greeting.glad|listener=female,speaker=female": "أنا سعيدة بمساعدتكِ.",
        "greeting.name": "اسمي: {staff}. ما اسمك من فضلك؟",
        "waiting.minutes": (
            "سيستغرق ذلك {minutes} دقيقة.",
            "سيستغرق ذلك {minutes} دقيقة.",
            "سيستغرق ذلك {minutes} دقيقتين.",
            "سيستغرق ذلك حوالي {minutes} دقائق.",
            "سيستغرق ذلك حوالي {minutes} دقيقة.",
            "سيستغرق ذلك {minutes} دقيقة.",
        ),
        "waiting.called": "من فضلك انتظر. رقمك هو 3 / 17. سأناديك.",
        "waiting.reference": "من فضلك احتفظ بهذا الرقم. رقمك المرجعي: {reference}.",
        "emergency.call": "المساعدة في الطريق. يمكنك أيضًا الاتصال على +358 40 123 4567 في أي وقت.",
        "emergency.exit": "من فضلك غادر المبنى الآن. استخدم الدرج، وليس المصعد.",
    },
    "fi": {
        "greeting.morning": "Hyvää huomenta. {organisation}, miten voin auttaa?",
        "greeting.glad": "Autan teitä mielelläni.",
        "greeting.name": "Nimeni on {staff}. Mikä teidän nimenne on?",
        "waiting.minutes": ("Tämä kestää noin {minutes} minuutin.", "Tämä kestää noin {minutes} minuuttia."),
        "waiting.called": "Odottakaa, olkaa hyvä. Numeronne on 3 / 17. Kutsun teidät.",
        "waiting.reference": "Säilyttäkää tämä numero. Viitteenne on: {reference}.",
        "emergency.call": "Apu on tulossa. Voitte myös soittaa milloin tahansa numeroon +358 40 123 4567.",
        "emergency.exit": "Poistukaa rakennuksesta heti. Käyttäkää portaita, älkää hissiä.",
    },
    "ru": {
        "greeting.morning": "Доброе утро. {organisation}, чем могу помочь?",
        "greeting.glad": "Я рад вам помочь.",
        "greeting.glad|speaker=female": "Я рада вам помочь.",
        "greeting.name": "Моё имя: {staff}. Скажите, пожалуйста, как вас зовут?",
        "waiting.minutes": (
            "Это займёт примерно {minutes} минуту.",
            "Это займёт примерно {minutes} минуты.",
            "Это займёт примерно {minutes} минут.",
        ),
        "waiting.called": "Подождите, пожалуйста. Ваш номер: 3 / 17. Я вас позову.",
        "waiting.reference": "Пожалуйста, сохраните этот номер. Номер вашего обращения: {reference}.",
        "emergency.call": "Помощь уже едет. Вы также можете позвонить в любое время: +358 40 123 4567.",
        "emergency.exit": "Пожалуйста, сейчас же покиньте здание. Идите по лестнице, не на лифте.",
    },
    "tl": {
        "greeting.morning": "Magandang umaga po. {organisation}, ano po ang maitutulong ko?",
        "greeting.glad": "Natutuwa po akong makatulong sa inyo.",
        "greeting.name": "Ang pangalan ko po ay {staff}. Ano po ang pangalan ninyo?",
        "waiting.minutes": ("Mga {minutes} minuto po ito.", "Mga {minutes} na minuto po ito."),
        "waiting.called": "Maghintay po muna kayo. Ang numero ninyo ay 3 / 17. Tatawagin ko po kayo.",
        "waiting.reference": "Itago po ninyo ang numerong ito. Ang reperensya ninyo: {reference}.",
        "emergency.call": "Parating na po ang tulong. Puwede rin po kayong tumawag sa +358 40 123 4567 anumang oras.",
    },
}

PRONUNCIATIONS: Mapping[str, str] = {
    "greeting.morning": "sabah al-khayr. {organisation}, kayfa yumkinuni musa'adatuk?",
    "greeting.glad": "ana sa'eed bi-musa'adatik.",
    "emergency.exit": "min fadlik ghadir al-mabna al-an. istakhdim ad-daraj, wa-laysa al-mis'ad.",
}
"""Of the plain Arabic rows."""

GUIDANCE: Mapping[str, Mapping[str, str]] = {
    "en": {
        "greeting#title": "Greeting",
        "waiting#title": "Waiting",
        "emergency#title": "Emergency",
        "greeting#purpose": "The customer feels seen and welcome.",
        "waiting#purpose": "The customer knows how long it takes.",
        "emergency#purpose": "Everybody is safe.",
        "greeting.welcome#title": "Welcome",
        "greeting.name#title": "Names",
        "waiting.say-how-long#title": "Say how long",
        "emergency.lead#title": "Lead out",
        "greeting.welcome#gesture": "Stand up, look at the customer, smile.",
        "greeting.welcome#tone": "Warm and unhurried.",
        "greeting.welcome#distance": "An arm's length or more.",
        "waiting.say-how-long#tone": "Calm and clear.",
        "emergency.lead#gesture": "Point with an open hand.",
        "emergency.lead#safety": "Never send anyone back.",
        "role.cashier#title": "Cashier",
        "role.courier#title": "Courier",
        "role.cashier#appearance": "A clean uniform.",
        "role.courier#appearance": "A marked jacket.",
        "group.arrival#title": "Arrival",
        "group.waiting#title": "Waiting",
        "group.safety#title": "Safety",
        "placeholder.minutes#label": "minutes",
        "placeholder.staff#label": "my first name",
        "placeholder.reference#label": "reference",
    },
    "ar": {
        "greeting#title": "التحية",
        "waiting#title": "الانتظار",
        "emergency#title": "الطوارئ",
        "greeting.welcome#title": "الترحيب",
        "greeting.welcome#gesture": "قف وانظر إلى العميل وابتسم.",
        "emergency.lead#gesture": "أشر بيد مفتوحة.",
        "role.cashier#title": "أمين الصندوق",
        "placeholder.minutes#label": "دقائق",
        "placeholder.staff#label": "اسمي",
        "placeholder.reference#label": "الرقم المرجعي",
    },
    "fi": {
        "greeting#title": "Tervehdys",
        "waiting#title": "Odottaminen",
        "emergency#title": "Hätätilanne",
        "greeting.welcome#title": "Tervetulotoivotus",
        "greeting.welcome#gesture": "Nouse seisomaan, katso asiakasta, hymyile.",
        "emergency.lead#gesture": "Osoita avoimella kädellä.",
        "role.cashier#title": "Kassatyöntekijä",
        "placeholder.minutes#label": "minuutit",
        "placeholder.staff#label": "etunimeni",
        "placeholder.reference#label": "viite",
    },
    "ru": {
        "greeting#title": "Приветствие",
        "waiting#title": "Ожидание",
        "emergency#title": "Чрезвычайная ситуация",
        "greeting.welcome#title": "Встреча",
        "greeting.welcome#gesture": "Встаньте, посмотрите на клиента, улыбнитесь.",
        "emergency.lead#gesture": "Показывайте открытой ладонью.",
        "role.cashier#title": "Кассир",
        "placeholder.minutes#label": "минуты",
        "placeholder.staff#label": "моё имя",
        "placeholder.reference#label": "номер обращения",
    },
    "tl": {
        "greeting#title": "Pagbati",
        "waiting#title": "Paghihintay",
        "emergency#title": "Emerhensiya",
        "greeting.welcome#title": "Pagsalubong",
        "greeting.welcome#gesture": "Tumayo, tumingin sa kostumer, ngumiti.",
        "emergency.lead#gesture": "Ituro nang bukas ang palad.",
        "role.cashier#title": "Kahera",
        "placeholder.minutes#label": "minuto",
        "placeholder.staff#label": "pangalan ko",
        "placeholder.reference#label": "reperensya",
    },
}
"""What a locale lacks is shown in English, as in a real phrasebook."""

INTERFACE: Mapping[str, Mapping[str, str]] = {
    "ar": {"draft": "مسودة"},
    "fi": {"draft": "LUONNOS"},
    "ru": {"draft": "ЧЕРНОВИК"},
    "tl": {"draft": "BURADOR"},
}

DRAFTS = frozenset({"waiting.called"})
"""Translated and not approved, in every locale but the source."""


class StubFormatter:
    """Writes a value as typed, a time span as a number and the locale's word for seconds."""

    def __init__(self, code: str):
        self.unit = {"ar": "ثوانٍ", "fi": "sekuntia", "ru": "секунд", "tl": "segundo"}.get(code, "seconds")

    def format(self, placeholder: Placeholder, value: str) -> str:
        """Return ``value`` as typed; refuse a number that is none."""
        return str(int(value)) if placeholder.type == "number" else value

    def duration(self, seconds: int) -> str:
        """Return ``10 seconds``."""
        return f"{seconds} {self.unit}"

    def language(self, code: str) -> str:
        """Return ``<fi>``."""
        return f"<{code}>"


def wording(
    code: str, context: str, forms: str | tuple[str, ...], *, draft: bool = False, pronunciation: str = ""
) -> Wording:
    """Return one row; approved by Maria Santos unless it is a draft."""
    forms = (forms,) if isinstance(forms, str) else forms
    spoken = (pronunciation,) * len(forms) if pronunciation else ()
    if draft:
        return Wording(parse_context(context)[1], forms, Status.TRANSLATED, pronunciation=spoken)
    seal = hash_texts((code, context, *forms))
    return Wording(parse_context(context)[1], forms, Status.APPROVED, "2026-11-21", "Maria Santos", seal, spoken)


def phrasebook(
    code: str,
    wordings: Mapping[str, str | tuple[str, ...]] | None = None,
    *,
    book: Book = BOOK,
    drafts: Collection[str] = DRAFTS,
    guidance: Mapping[str, str] | None = None,
) -> Phrasebook:
    """Return ``book`` in the locale ``code``; ``wordings`` and ``guidance`` replace texts above, by msgctxt."""
    texts = {**WORDINGS[code], **(wordings or {})}
    rows: dict[str, list[Wording]] = {}
    for context, forms in texts.items():
        key = parse_context(context)[0]
        draft = code != book.source and key in drafts
        sound = PRONUNCIATIONS.get(context, "") if code == "ar" and context not in (wordings or {}) else ""
        rows.setdefault(key, []).append(wording(code, context, forms, draft=draft, pronunciation=sound))
    entries = {
        phrase.key: Entry(phrase, situation, step, tuple(rows[phrase.key]))
        for situation in book.situations.values()
        for step in situation.steps
        for phrase in step.phrases
        if phrase.key in rows
    }
    direction = LOCALES[code].direction
    guide = {key: Localized(text, "en") for key, text in GUIDANCE["en"].items()}
    guide |= {key: Localized(text, code, direction) for key, text in {**GUIDANCE[code], **(guidance or {})}.items()}
    words = {key: Localized(text, "en") for key, text in WORDS.items()}
    words |= {key: Localized(text, code, direction) for key, text in INTERFACE.get(code, {}).items()}
    return Phrasebook(
        book=book,
        locale=LOCALES[code],
        entries=entries,
        left_out=tuple(LeftOut(key, Status.MISSING) for key in book.phrases() if key not in rows),
        guidance=guide,
        interface=words,
        formatter=StubFormatter(code),
        plural_forms=LOCALES[code].plural_forms,
        revised="2026-11-21",
    )


def one_phrase(code: str, text: str, *, direction: str = "") -> Phrasebook:
    """Return a phrasebook whose only phrase, ``greeting.morning``, says ``text``; ``direction`` is its gesture."""
    whole = phrasebook(
        code, {"greeting.morning": text}, guidance={"greeting.welcome#gesture": direction} if direction else {}
    )
    return Phrasebook(
        whole.book,
        whole.locale,
        {"greeting.morning": whole.entries["greeting.morning"]},
        (),
        whole.guidance,
        whole.interface,
        whole.formatter,
        whole.plural_forms,
        whole.revised,
    )
