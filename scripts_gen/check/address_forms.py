"""The words that address one person familiarly, by language: only forms that nothing else can be.

What is left out on purpose could be another word: Finnish "palaa", Russian «будь», Tagalog "iyong" (that one),
Arabic انتظر before a subject (he waited).
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# --- Russian ---------------------------------------------------------------------------------------------------------

RU_PRONOUNS = _words("ты тебя тебе тобой тобою твой твоя твое твои твоего твоей твоему твоим твоих твоими твою твоем")
RU_VERB = re.compile(r"\w{2,}[еи]шь(?:ся)?")
"""Second person singular; ё is folded."""
RU_NO_VERBS = frozenset({"брешь", "плешь"})
RU_IMPERATIVES = _words("""
    скажи расскажи подскажи подожди погоди жди дай давай передай покажи укажи назови напиши запиши подпиши впиши
    опиши спиши позвони перезвони звони подойди отойди зайди войди пройди иди приди приходи проходи заходи подходи
    посмотри смотри послушай слушай извини прости возьми бери принеси отнеси введи повтори помоги проверь заполни
    садись присаживайся присядь сядь встань назовись выбери выбирай нажми попробуй оставь отправь поставь
    положи открой закрой забудь спроси спрашивай говори звони прочитай читай держи попроси приложи вставь обратись
    убедись удостоверься подтверди уточни сообщи продиктуй повесь вернись обернись успокойся волнуйся беспокойся
    кричи переживай торопись спеши заплати оплати плати пересчитай поверь пойми учти помни вспомни объясни
    """)

# --- Tagalog ---------------------------------------------------------------------------------------------------------

TL_PRONOUNS = _words("ka mo ikaw iyo kang mong sa'yo sayo")
TL_YOUR = _words("ang ng sa mga")
"""Before "iyong" they make it "your"; alone it may be "that one"."""
TL_RESPECT = _words("po opo pong ho oho hong pô")

# --- Finnish ---------------------------------------------------------------------------------------------------------

FI_SINA = _words("sinä sinua sinun sinut sinulla sinulta sinulle sinusta sinussa sinuun sinuna itsesi itsellesi")
FI_SINA_VERBS = _words("""
    olet oletko haluat haluatko voit voitko saat saatko tarvitset tarvitsetko maksat maksatko otat otatko tulet tuletko
    menet menetkö näet näetkö tiedät tiedätkö muistat muistatko odotat odotatko kerrot kerrotko kuulet kuuletko etsit
    etsitkö ymmärrät ymmärrätkö jatkat jatkatko kirjoitat kirjoitatko puhut puhutko asut asutko pidät pidätkö soitat
    soitatko annat annatko käytät käytätkö löydät löydätkö sanot sanotko lähetät lähetätkö aiot aiotko pystyt pystytkö
    """)
FI_SINA_QUESTION = re.compile(r"\w{2,}(?:sit|oit)k[oö]")
"""Second person singular past and conditional with -ko: haluaisitko, tilasitko, toitko."""
FI_SINA_NOUNS = _words("""
    nimesi sukunimesi etunimesi numerosi puhelinnumerosi osoitteesi sähköpostisi tilauksesi viestisi maksusi korttisi
    laskusi asiasi kuittisi passisi henkilökorttisi palautteesi varauksesi aikasi vuorosi salasanasi kysymyksesi
    lompakkosi laukkusi hakemuksesi tietosi pakettisi lähetyksesi
    """)
FI_IMPERATIVES = _words("""
    odota kerro ota tule mene katso kirjoita soita istu paina näytä valitse lähetä allekirjoita täytä tarkista muista
    pidä jätä käytä puhu sano kokeile kuuntele toista maksa anna käy
    """)
"""Only where a sentence begins with them: after a negation the same form is "I do not wait"."""
FI_IMPERATIVE_OR_MORE = frozenset({"anna", "käy", "maksa"})
"""Also a name, "it suits" and a liver: they count before a word that only a request takes."""
FI_AFTER_REQUEST = _words("minulle meille se tämä vain tässä täällä")
FI_TE = _words("te teidän teitä teille teillä teiltä teistä teihin teissä teidät teille teidänkin itsenne")
FI_TE_VERB = re.compile(r"(?!latte)\w{2,}tte(?:k[oö]|h[aä]n)?")
FI_OLLA = re.compile(r"(?:ole|oli|olisi|liene)tte(?:k[oö]|h[aä]n)?|ette(?:k[oö]|h[aä]n)?")
"""What a participle of te follows: "olette tilannut", "ettekö ole tilannut", "ette tilannut"."""
FI_PARTICIPLE = re.compile(r"\w{2,}(?:nut|nyt|lut|lyt|rut|ryt|sut|syt)")
FI_PLURAL_PARTICIPLE = re.compile(r"\w{2,}(?:[nlrs])eet")
FI_PLURAL_NOUN = re.compile(
    r"\w*(?:huo|ko|ai|lai|esi|sieme|tai|taustakai)neet|\w*(?:kappa|aske|sää)leet|\w*(?:oi|kää|suu|piir|kuo)reet|\w*(?:jä|kai)seet"
)
"""Plural nouns that end as participles do: huoneet, koneet, esineet, kappaleet, oireet."""

# --- Arabic ----------------------------------------------------------------------------------------------------------

AR_STRAY = _words("حضرتك سيادتك")
"""Certain in a file of which nothing is known, where others address the reader in the singular on purpose."""
AR_SINGULAR = AR_STRAY | _words("""
    أنت لك معك إليك عليك منك عنك بك عندك لديك فضلك أمرك
    اسمك رقمك هاتفك طلبك موعدك بطاقتك حسابك رسالتك جوازك هويتك عنوانك سؤالك دورك بريدك مساعدتك خدمتك انتظارك اتصالك
    زيارتك شكواك ملفك حقيبتك توقيعك إيصالك مشترياتك رأيك وقتك سلامتك فاتورتك مكانك قدومك تعاونك صبرك تفهمك اقتراحك
    بياناتك لغتك بنكك منتجك
    يمكنك يناسبك يهمك يعجبك أخبرك أساعدك أخدمك أشكرك نشكرك أرجوك أحولك أوصلك أرافقك أعطيك نخبرك نساعدك نخدمك
    تريدين تحتاجين تفضلين ترغبين تودين تستطيعين تسمحين تعرفين
    تفضلي انتظري اتصلي اجلس اجلسي ادخل ادخلي اكتب اكتبي اضغط اضغطي اذهب اذهبي انظر انظري ادفع ادفعي اسأل اسألي اترك
    اتركي افتح افتحي اسمح اسمحي اختر اختاري خذ خذي تعال تعالي أعطني أعطيني أخبريني أرسلي اقرأ اقرئي ارجع ارجعي أرني
    """)
AR_JOINED = ("و", "ف", "ل", "ب", "س", "ول", "وب", "فل", "وس")
"""What may be joined before: and, so, for, with, will."""
AR_PRESENT = _words("تريد تحتاج تفضل ترغب تود تحب تستطيع تسمح تعرف تملك")
"""After هل they ask one person; elsewhere they may speak of her."""
AR_IMPERATIVE_BEFORE = {
    "انتظر": _words("هنا هناك لحظة قليلا دقيقة من حتى في على دورك رجاء عند أمام بجانب معي خارج داخل"),
    "أخبرني": _words("بما بذلك بأي باسمك ما ماذا إذا إن عن متى كيف أين هل أي من لو رجاء"),
    "اتصل": _words("بنا بي بالرقم بهذا على من"),
    "تفضل": _words("بالدخول بالجلوس بالانتظار بالسؤال بأخذ بإدخال هنا معي من اجلس إلى مشكورا يا سيدي"),
}
"""Where a clause begins with them and one of these follows, or nothing: otherwise they may tell what he did."""
