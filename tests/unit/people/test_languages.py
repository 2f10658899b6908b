import pytest

from cairn.people import languages


@pytest.mark.parametrize(
    ("given", "spelled"),
    [
        ("en", "en"),
        (" EN ", "en"),
        ("ase", "ase"),
        ("bfi", "bfi"),
        ("zh-hant", "zh-Hant"),
        ("ES-mx", "es-MX"),
        ("es_419", "es-419"),
        ("sr-latn-rs", "sr-Latn-RS"),
        ("de-CH-1901", "de-CH-1901"),
        ("zh-yue", "yue"),
        ("sgn-US", "ase"),
        ("iw-IL", "he-IL"),
        ("i-klingon", "tlh"),
        ("qaa", "qaa"),
        ("en-u-hc-h12", "en-u-hc-h12"),
        ("en-x-home", "en-x-home"),
    ],
)
def test_a_registered_tag_gets_its_usual_spelling(given, spelled):
    assert languages.canonical(given) == spelled


@pytest.mark.parametrize(
    ("given", "unknown"),
    [
        ("xx", "xx"),
        ("english", "english"),
        ("", ""),
        ("e", "e"),
        ("en-zz9", "zz9"),
        ("en-US-GB", "gb"),
        ("en-Xxxx", "xxxx"),
        ("en--US", ""),
        ("de-1901-1901", "1901"),
        ("en-u", "u"),
        ("en us", "en us"),
        ("x-home", "x"),
    ],
)
def test_a_part_that_the_registry_does_not_know_there_is_named(given, unknown):
    with pytest.raises(languages.UnknownSubtag) as refusal:
        languages.canonical(given)
    assert refusal.value.subtag == unknown
