#include "tests/server/naughty_strings.h"

#include "server/protocol/limits.h"

namespace pushpoint::kit {

namespace {

using List = QList<NaughtyString>;

void names(List &list, std::initializer_list<const char *> texts)
{
    for (const char *text : texts)
        list.append({text, true});
}

void noNames(List &list, std::initializer_list<const char *> texts)
{
    for (const char *text : texts)
        list.append({text, false});
}

void addWords(List &list)
{
    names(list,
          {"undefined",
           "null",
           "NULL",
           "(null)",
           "nil",
           "None",
           "true",
           "false",
           "NaN",
           "Infinity",
           "-0",
           "0",
           "1e999",
           "0x7f",
           "1/0",
           "__proto__",
           "constructor",
           "prototype",
           "toString",
           "hasOwnProperty",
           "__defineGetter__",
           "valueOf",
           "from",
           "to",
           "content",
           "id",
           "ref",
           "this",
           "ws",
           "rest",
           "Object"});
    names(list,
          {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9", "con.txt", "C:\\", "\\\\?\\C:\\",
           "desktop.ini", "~", "~root"});
}

void addCode(List &list)
{
    names(list,
          {"<script>alert(1)</script>",
           "<img src=x onerror=alert(1)>",
           "\"><svg/onload=alert(1)>",
           "javascript:alert(1)",
           "</title>",
           "<!--",
           "-->",
           "]]>",
           "&lt;b&gt;",
           "&#x27;",
           "{{7*7}}",
           "${7*7}",
           "#{7*7}",
           "<%= 7*7 %>",
           "`id`",
           "$(reboot)",
           ";reboot",
           "|reboot",
           "&& reboot",
           "> /dev/null",
           "$HOME",
           "%PATH%",
           "!!",
           "-rf",
           "--help",
           "'; drop table messages; --",
           "' or '1'='1",
           "1;--",
           "\" or \"\"=\"",
           "*",
           "?",
           "[a-z]",
           "(.*)+$",
           "%s%n%x",
           "%d",
           "%1",
           "%99",
           "{0}",
           "%00",
           "%0a",
           "%2e%2e%2f",
           "%25",
           "%",
           "%%",
           "%u0041"});
}

void addPaths(List &list)
{
    names(list, {".",           "..",
                 "...",         "../x",
                 "..\\x",       "../../etc/passwd",
                 "/",           "//",
                 "/etc/passwd", "\\",
                 "a/b",         "a\\b",
                 "a?b",         "a#b",
                 "a&b=c",       "a;b",
                 "a:b",         "a@b",
                 "a+b",         "a=b",
                 "a,b",         "http://evil.example/",
                 "file:///",    "?",
                 "#",           ";",
                 " ",           "  ",
                 " a",          "a ",
                 "a b",         "'",
                 "\"",          "''",
                 "\"\"",        "\\\"",
                 "`",           "\\n",
                 "\\u0000",     "\\x00"});
}

void addScripts(List &list)
{
    names(list,
          {"李雷",
           "韩梅梅",
           "日本語",
           "한국어",
           "\u1112\u1161\u11ab",
           "العربية",
           "עברית",
           "ไทย",
           "नमस्ते",
           "Ελληνικά",
           "Привет",
           "İstanbul",
           "ısı",
           "ß",
           "ﬁ",
           "ﷺ",
           "ﷻ",
           "Ω",
           "\u212b",
           "\u2126",
           "Ａｄｍｉｎ",
           "аdmin",
           "𝕳𝖊𝖑𝖑𝖔",
           "①②③",
           "e\u0301",
           "\u00e9",
           "q\u0307\u0323",
           "q\u0323\u0307",
           "\u0301",
           "Z\u0351\u0321\u036b\u0333\u0334a\u0335l\u0336g\u0337o\u0338",
           "ｱｲｳ",
           "ﾞ",
           "💩",
           "😀",
           "👍🏽",
           "🇨🇳",
           "❤\ufe0f",
           "👩\u200d👩\u200d👧",
           "🏳\ufe0f\u200d🌈",
           "1\ufe0f\u20e3",
           "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
           "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
           "\u0915\u094d\u200d\u0937",
           "☠",
           "\u00a0",
           "\u3000",
           "\u2003",
           "\u2800",
           "\ufffd",
           "\ufffe",
           "\uffff",
           "\ufdd0",
           "\U0001fffe",
           "\U0010ffff",
           "\ue000",
           "\U000f0000",
           "𠮷",
           "ŐŰ",
           "±×÷",
           "¯\\_(ツ)_/¯"});
}

void addHidden(List &list)
{
    noNames(list, {"\u202eevil",    "\u202a",           "\u202b",      "\u202c",   "\u202d",
                   "\u2066a\u2069", "\u2067",           "\u2068",      "\u200ea",  "\u200fa",
                   "\u061c",        "a\u200bb",         "\u200b",      "a\u200cb", "a\u200db",
                   "1\ufe0f",       "\u034f",           "\u115f",      "\u3164",   "\uffa0",
                   "a\ufe0f",       "\U0001f600\ufe0f", "a\U000e0100", "a\u2060b", "\ufeffa",
                   "a\ufeff",       "a\u00adb",         "\u180e",      "\u2028",   "\u2029",
                   "a\u2028b",      "\U000e0041",       "\U000e0001",  "\u0600",   "\u070f",
                   "\ufff9",        "\U0001d173"});
    noNames(list,
            {"", "\t", "a\tb", "\n", "a\nb", "\r\n", "\r\n\r\nHTTP/1.1 200 OK", "\x01", "\x07",
             "\x08", "\x1b[31m", "\x1b]0;x\x07", "\x7f", "\xc2\x80", "\xc2\x85",
             "\xc2\x9b"
             "31m",
             "\xc2\x9f", "\b\f\v"});
    list.append({QByteArray("a\0b", 3), false});
    list.append({QByteArray("\0", 1), false});
}

void addLong(List &list)
{
    list.append({QByteArray(nameBytesMax, 'A'), true});
    list.append({QByteArray(nameBytesMax + 1, 'A'), false});
    list.append({QByteArray("李").repeated(nameBytesMax / 3), true});
    list.append({QByteArray("李").repeated(nameBytesMax / 3 + 1), false});
    list.append({QByteArray("e\u0301").repeated(nameBytesMax / 3), true});
    list.append({QByteArray("\u0958").repeated(nameBytesMax / 3), false}); // twice as long composed
    list.append({"a" + QByteArray("\u0336").repeated(120), true});
    list.append({QByteArray(50'000, 'A'), false});
    list.append({QByteArray("💩").repeated(10'000), false});
    list.append({QByteArray("\"").repeated(20'000), false});
}

} // namespace

QList<NaughtyString> naughtyStrings()
{
    List list;
    addWords(list);
    addCode(list);
    addPaths(list);
    addScripts(list);
    addHidden(list);
    addLong(list);
    return list;
}

QList<QByteArray> naughtyJsonStrings()
{
    return {"\"\\ud800\"",
            "\"\\udfff\"",
            "\"a\\ud83d\"",
            "\"\\ude00\\ud83d\"",
            "\"\\ud800\\ud800\\udc00\"",
            "\"\\u0000\"",
            "\"\\u202e\"",
            "\"\\u2028\"",
            "\"\\ufeff\"",
            "\"\\uffff\"",
            "\"\\/\"",
            "\"\\u003cscript\\u003e\"",
            "\"\\ud83d\\ude00\"",
            "\"\\u00e9 e\\u0301\""};
}

} // namespace pushpoint::kit
