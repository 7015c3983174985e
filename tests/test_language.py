"""Telling the language of a text."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.words.identify import SAMPLE, identify
from normalize.words.languages import languages

PARAGRAPHS = {
    "en": "The harbour was closed on Friday after a storm had damaged two of its three piers, and "
    "the mayor said that it would not be open again before the end of the month.",
    "de": "Der Hafen wurde am Freitag geschlossen, nachdem ein Sturm zwei der drei Stege "
    "beschädigt hatte, und die Bürgermeisterin sagte, dass er erst im Mai wieder öffnet.",
    "fr": "Le port a été fermé vendredi après une tempête qui a endommagé deux de ses trois "
    "quais, et la maire a dit qu'il ne serait pas ouvert avant la fin du mois.",
    "es": "El puerto fue cerrado el viernes después de que una tormenta dañara dos de sus tres "
    "muelles, y la alcaldesa dijo que no se abrirá hasta el final del mes.",
    "pt": "O porto foi fechado na sexta-feira depois que uma tempestade danificou dois dos seus "
    "três cais, e a prefeita disse que ele não será aberto até o fim do mês.",
    "it": "Il porto è stato chiuso venerdì dopo che una tempesta ha danneggiato due dei suoi tre "
    "moli, e la sindaca ha detto che non sarà aperto prima della fine del mese.",
    "ro": "Portul a fost închis vineri după ce o furtună a avariat două dintre cele trei cheiuri, "
    "iar primarul a spus că nu va fi deschis până la sfârșitul lunii.",
    "el": "Το λιμάνι έκλεισε την Παρασκευή μετά από καταιγίδα που κατέστρεψε δύο από τις τρεις "
    "προβλήτες του, και η δήμαρχος είπε ότι δεν θα ανοίξει πριν από το τέλος του μήνα.",
    "nl": "De haven werd vrijdag gesloten nadat een storm twee van de drie pieren had "
    "beschadigd, en de burgemeester zei dat hij niet voor het einde van de maand open gaat.",
    "pl": "Port został zamknięty w piątek po tym, jak burza uszkodziła dwa z jego trzech "
    "pomostów, a burmistrz powiedziała, że nie będzie otwarty do końca miesiąca.",
    "cs": "Přístav byl v pátek uzavřen poté, co bouře poškodila dvě ze tří mol, a starostka řekla, "
    "že se do konce měsíce neotevře.",
    "uk": "Порт закрили у п'ятницю після того, як шторм пошкодив два з трьох його причалів, і "
    "мерка сказала, що він не відкриється до кінця місяця.",
    "ru": "Порт закрыли в пятницу после того, как шторм повредил два из трёх его причалов, и мэр "
    "сказала, что он не откроется до конца месяца.",
    "tr": "Fırtına üç iskelesinden ikisine zarar verdikten sonra liman cuma günü kapatıldı ve "
    "belediye başkanı bu ayın sonuna kadar açılmayacağını söyledi, ancak bir tarih için söz yok.",
    "sv": "Hamnen stängdes på fredagen efter att en storm hade skadat två av de tre bryggorna, "
    "och borgmästaren sade att den inte öppnar före slutet av månaden.",
    "no": "Havna ble stengt fredag etter at en storm hadde skadet to av de tre bryggene, og "
    "ordføreren sa at den ikke skal åpnes før slutten av måneden, men hva som skjer etter det "
    "er ikke kjent.",
    "da": "Havnen blev lukket fredag, efter at en storm havde ødelagt to af de tre broer, og "
    "borgmesteren sagde, at den ikke bliver åbnet før slutningen af måneden.",
    "fi": "Satama suljettiin perjantaina sen jälkeen, kun myrsky oli vaurioittanut kahta sen "
    "kolmesta laiturista, ja pormestari sanoi, että se ei avaudu ennen kuun loppua.",
    "hu": "A kikötőt pénteken bezárták, miután egy vihar megrongálta a három móló közül kettőt, és "
    "a polgármester azt mondta, hogy a hónap vége előtt nem nyit ki.",
    "hi": "तूफान के बाद बंदरगाह को शुक्रवार को बंद कर दिया गया है और मेयर ने कहा कि यह महीने के अंत तक नहीं "
    "खुलेगा।",
    "id": "Pelabuhan itu ditutup pada hari Jumat setelah badai merusak dua dari tiga dermaga, "
    "dan wali kota mengatakan bahwa pelabuhan tidak akan dibuka untuk sementara.",
    "ja": "港は金曜日、嵐で三つの桟橋のうち二つが壊れたため閉鎖された。"
    "市長は月末まで再開しないと述べた。",
    "zh": "港口星期五在风暴损坏三座码头中的两座之后关闭，市长说月底之前不会重新开放。",
    "ko": "폭풍으로 부두 세 곳 가운데 두 곳이 부서진 뒤 항구는 "
    "금요일에 문을 닫았다고 시장이 말했다.",
    "vi": "Bến cảng bị đóng cửa hôm thứ sáu sau khi một cơn bão làm hỏng hai trong ba cầu tàu của "
    "nó, và thị trưởng nói rằng cảng sẽ không mở lại trước cuối tháng.",
    "ar": "أُغلق الميناء يوم الجمعة بعد أن ألحقت عاصفة أضرارًا باثنين من أرصفته الثلاثة، وقالت رئيسة "
    "البلدية إنه لن يفتح من جديد قبل نهاية الشهر.",
}

FOREIGN = [
    "Prístav bol v piatok zatvorený po tom, čo búrka poškodila dve z troch mól, a starostka "
    "povedala, že sa do konca mesiaca neotvorí, ale je to na dlho a v meste to vedia.",
    "Порт зачынілі ў пятніцу пасля таго, як шторм пашкодзіў два з трох яго прычалаў, і мэр "
    "сказала, што ён не адкрыецца да канца месяца.",
    "Пристанището беше затворено в петък, след като бурята повреди два от трите му кея, и "
    "кметът каза, че няма да бъде отворено преди края на месеца, защото няма път до него.",
    "Sadam suleti reedel pärast seda, kui torm oli kahjustanud kahte selle kolmest kaist, ja "
    "linnapea ütles, et seda ei avata enne kuu lõppu.",
    "तुफानानंतर बंदर शुक्रवारी बंद करण्यात आले आणि महिनाअखेरपर्यंत ते उघडणार नाही असे महापौरांनी सांगितले आहे.",
    "بندر روز جمعه پس از آنکه طوفان به دو اسکله از سه اسکله آن آسیب زد بسته شد و شهردار گفت که تا "
    "پایان ماه باز نخواهد شد.",
    "بندرگاہ جمعے کے روز اس وقت بند کر دی گئی جب طوفان نے اس کے تین میں "
    "سے دو گھاٹوں کو نقصان پہنچایا۔",
]


@pytest.mark.parametrize("code", sorted(languages()))
def test_a_paragraph_of_each_language_is_told(code):
    assert identify(PARAGRAPHS[code]) == code


@pytest.mark.parametrize("code", sorted(languages()))
def test_the_encoding_of_accents_does_not_matter(code):
    assert identify(normalize("NFD", PARAGRAPHS[code])) == code


NEIGHBOURS = [
    (
        "ro",
        "Portul a fost inchis vineri dupa ce o furtuna a avariat doua cheiuri, iar primarul a "
        "spus ca nu va fi deschis pana la sfarsitul lunii.",
    ),
    (
        "it",
        "La barca non si muove e il porto resta chiuso, ma la sindaca ha detto che nel mese di "
        "maggio ci saranno i lavori.",
    ),
    (
        "fr",
        "La barque ne bouge pas et le port reste fermé, mais la maire dit que les travaux "
        "commencent au mois de mai.",
    ),
]


@pytest.mark.parametrize(("code", "text"), NEIGHBOURS)
def test_romance_languages_are_told_from_each_other_without_their_accents_too(code, text):
    assert identify(text) == code


@pytest.mark.parametrize("text", FOREIGN)
def test_other_languages_are_not_taken_for_a_known_one(text):
    assert identify(text) is None


@pytest.mark.parametrize("text", ["", "   ", "12 345", "Lund", "The ferry sank", "Berlin (dpa) -"])
def test_short_texts_are_undecided(text):
    assert identify(text) is None


@given(st.text())
def test_any_text_is_a_known_language_or_none(text):
    assert identify(text) in {None, *languages()}


@given(st.sampled_from(sorted(PARAGRAPHS)), st.text(max_size=200))
def test_only_the_first_characters_are_read(code, rest):
    text = (PARAGRAPHS[code] + " ") * (SAMPLE // len(PARAGRAPHS[code]) + 1)
    assert identify(text + rest) == code


@given(st.sampled_from(sorted(PARAGRAPHS)))
def test_case_does_not_matter(code):
    if code != "tr":
        assert identify(PARAGRAPHS[code].upper()) == code
