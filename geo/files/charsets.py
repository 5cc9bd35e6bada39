"""Bytes as letters: Vietnamese charsets that Python has no codec for, and those that it has."""

import codecs
import re
import unicodedata

LATIN = "ISO-8859-1"  # every byte is one character: nothing is lost by reading in it
UTF8 = "UTF-8"

_TCVN = (  # TCVN 5712:1993 (VN1), from byte 80 on; of TCVN3 fonts, which lack its capitals, a part
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
    "\xa0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
    "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_VISCII = (  # RFC 1456, from byte 80 on
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    "ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII_LOW = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_VNI_MARKS = {  # VNI-Windows: a letter's marks are a character after it; the capital's 32 below
    0xF9: "\u0301", 0xF8: "\u0300", 0xFB: "\u0309", 0xF5: "\u0303", 0xEF: "\u0323",
    0xE2: "\u0302", 0xE1: "\u0302\u0301", 0xE0: "\u0302\u0300", 0xE5: "\u0302\u0309",
    0xE3: "\u0302\u0303", 0xE4: "\u0302\u0323", 0xEA: "\u0306", 0xE9: "\u0306\u0301",
    0xE8: "\u0306\u0300", 0xFA: "\u0306\u0309", 0xFC: "\u0306\u0303", 0xEB: "\u0306\u0323",
}  # fmt: skip
_VNI_LETTERS = {
    0xED: "í", 0xEC: "ì", 0xE6: "ỉ", 0xF3: "ĩ", 0xF2: "ị", 0xEE: "ỵ",
    0xF4: "ơ", 0xF6: "ư", 0xF1: "đ",
}  # fmt: skip
_VNI = {**_VNI_MARKS, **_VNI_LETTERS}

TABLES = {
    "TCVN3": {0x80 + i: letter for i, letter in enumerate(_TCVN)},
    "VNI": {**_VNI, **{byte - 32: text.upper() for byte, text in _VNI.items()}},
    "VISCII": {0x80 + i: letter for i, letter in enumerate(_VISCII)} | _VISCII_LOW,
}


def canonical(name: str) -> str | None:
    """Return the name by which this charset goes here, or None for one that nobody knows."""
    plain = re.sub(r"[\s_-]", "", name).upper()
    if plain in {"TCVN", "TCVN5712", "ABC"}:
        return "TCVN3"
    if plain in TABLES:
        return plain
    page = re.fullmatch(r"(?:ANSI|CP|WINDOWS)?(\d{3,4})", plain)
    try:
        found = codecs.lookup(f"cp{page[1]}" if page else name).name
        b"0".decode(found)  # "hex" is a codec too, but none of texts
    except (LookupError, UnicodeError):
        return None
    return {"utf-8": UTF8, "iso8859-1": LATIN}.get(found, found)


def decode(raw: bytes, charset: str) -> str:
    """Return bytes as text (NFC) in a charset by its canonical name; UnicodeDecodeError if not so.

    What a cut in the middle of a UTF-8 letter left of it is no letter, and left out. A byte that
    has no meaning in one of our own tables stays what it is in ISO-8859-1.
    """
    if charset in TABLES:
        text = raw.decode(LATIN).translate(TABLES[charset])
    elif charset == UTF8:
        text = codecs.getincrementaldecoder("utf-8")().decode(raw)
    else:
        text = raw.decode(charset)
    return unicodedata.normalize("NFC", text)


def is_cut(raw: bytes) -> bool:
    """Say whether these bytes, taken for UTF-8, end in the middle of a letter."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return False
