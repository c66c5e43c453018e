#include "tests/server/json_cases.h"

#include "server/protocol/limits.h"

namespace pushpoint::kit {

namespace {

using Verdict = JsonCase::Verdict;
using List = QList<JsonCase>;

void add(List &list, Verdict verdict, std::initializer_list<const char *> texts)
{
    for (const char *text : texts)
        list.append({text, text, verdict});
}

void addNumbers(List &list)
{
    add(list, Verdict::Taken,
        {"0",
         "-0",
         "-0.0",
         "0.0",
         "1",
         "-1",
         "10",
         "1.0",
         "1.10",
         "0.1",
         "-0.1",
         "0e1",
         "0e+1",
         "0E-1",
         "1e1",
         "1E1",
         "1e+1",
         "1e-1",
         "1.5e10",
         "-1.5E-10",
         "1e00",
         "1e007",
         "1e308",
         "-1e308",
         "1.7976931348623157e308",
         "2.2250738585072014e-308",
         "5e-324",
         "4.9406564584124654e-324",
         "1e-400",
         "-1e-400",
         "0e999999999",
         "9007199254740991",
         "9007199254740993",
         "9223372036854775807",
         "-9223372036854775808",
         "9223372036854775808",
         "18446744073709551615",
         "1234567890.123456789012345678901234567890",
         "0.00000000000000000000000000000000000000000000000001",
         "100000000000000000000000000000.0",
         "[0,-1.5e+3,2]"});
    add(list, Verdict::UnkeptNumber,
        {"18446744073709551616", "-9223372036854775809", "100000000000000000000", "1e309", "-1e309",
         "1e400", "1.8e308", "[1e99999]", "{\"a\":-1e9999999999}",
         "123456789012345678901234567890"});
    add(list, Verdict::NoNumber,
        {"+1",        "01",      "-01",      "00",        "1.",    "-1.",  ".1",     "-.1",
         "1.e1",      "1e",      "1e+",      "1e-",       "1E",    "1ee1", "1e1.5",  "1.2.3",
         "1e1e1",     "--1",     "-+1",      "+-1",       "-",     "- 1",  "1 000",  "1_000",
         "1,000.5.5", "0x1F",    "-0x1",     "0b1",       "0o7",   "1L",   "1f",     "1n",
         "NaN",       "-NaN",    "Infinity", "-Infinity", "inf",   "nan",  "\u0661", "\uff11",
         "1\u00a0",   "\u22121", "$1",       "[1;2]",     "1%",    "1/2",  "1a",     "0.",
         "0.e1",      "[-]",     "[1.]",     "[-x]",      "-true", "1\x01"});
}

void addLiterals(List &list)
{
    add(list, Verdict::Taken, {"true", "false", "null", "[true,false,null]"});
    add(list, Verdict::NoJson,
        {"True",      "TRUE",       "tru",  "truee", "true1",     "fals", "False", "nul",
         "nulll",     "NULL",       "None", "nil",   "undefined", "yes",  "on",    "a",
         "truefalse", "true false", "t",    "[nul]", "*",         "@"});
}

void addStrings(List &list)
{
    add(list, Verdict::Taken,
        {"\"\"",
         "\" \"",
         "\"a\"",
         "\"'\"",
         "\"\\\"\"",
         "\"\\\\\"",
         "\"\\/\"",
         "\"/\"",
         "\"\\b\\f\\n\\r\\t\"",
         "\"\\u0000\"",
         "\"\\u001f\"",
         "\"\\u007f\"",
         "\"\x7f\"",
         "\"\\u00e9\"",
         "\"\\u674E\\u96f7\"",
         "\"\\uD83D\\uDE00\"",
         "\"\\ud83d\\ude00\"",
         "\"\\ud800\"",
         "\"\\udfff\"",
         "\"\\uDC00\\uD800\"",
         "\"\\ud800a\"",
         "\"\\ud800\\u0041\"",
         "\"\\ud800\\ud83d\\ude00\"",
         "\"\\\\ud800\"",
         "\"\\\\u0000\"",
         "\"\\ufffe\\uffff\"",
         "\"\\ufeff\"",
         "\"\ufeff\"",
         "\"\ufffe\uffff\"",
         "\"\U0010ffff\"",
         "\"\u0080\u009f\"",
         "\"\u2028\u2029\"",
         "\"李雷\"",
         "\"😀\"",
         "\"//\"",
         "\"/* */\"",
         "\"{[,:]}\"",
         "\"\\\\\\\\\"",
         "\"\\\\\\\"\""});
}

void addBrokenStrings(List &list)
{
    add(list, Verdict::NoJson,
        {"\"",
         "\"a",
         "a\"",
         "\"\"\"",
         "\"\\\"",
         "\"\\\\\\\"",
         "'a'",
         "`a`",
         "\u201ca\u201d",
         "\"a' ",
         "\"\\a\"",
         "\"\\'\"",
         "\"\\v\"",
         "\"\\0\"",
         "\"\\x41\"",
         "\"\\U0041\"",
         "\"\\u\"",
         "\"\\u1\"",
         "\"\\u12\"",
         "\"\\u123\"",
         "\"\\u123g\"",
         "\"\\u 123\"",
         "\"\\u+123\"",
         "\"\\u-123\"",
         "\"\\u{41}\"",
         "\"\\ \"",
         "\"\\\t\"",
         "\"\\\u00e9\"",
         "\"\\ud800\\\"",
         "\"\\ud800\\u\"",
         "\"\\ud800\\u1\"",
         "\"\t\"",
         "\"\x01\"",
         "\"\x1f\"",
         "\"\x1b[0m\"",
         "\"a\" \"b\"",
         "\"a\"b"});
    list.append({"line feed in a string", "\"a\nb\"", Verdict::NoJson});
    list.append({"carriage return in a string", "\"a\rb\"", Verdict::NoJson});
    list.append({"NUL in a string", QByteArray("\"a\0b\"", 5), Verdict::NoJson});
    list.append({"line feed behind a backslash", "\"a\\\nb\"", Verdict::NoJson});
    for (const char *bytes : {"\xff", "\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xe6\x9d",
                              "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x80\x80\x80",
                              "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\xe9", "\xfe\xff"}) {
        list.append(
            {"UTF-8 " + QByteArray(bytes).toHex(), '"' + QByteArray(bytes) + '"', Verdict::NoJson});
    }
}

void addStructures(List &list)
{
    add(list, Verdict::Taken,
        {"[]",
         "{}",
         "[[]]",
         "[{}]",
         "{\"\":{}}",
         "[ ]",
         "{ }",
         "[1]",
         "[1,2]",
         "[1 , 2]",
         "{\"a\":1}",
         "{\"a\" : 1 , \"b\" : 2}",
         "{\"a\":1,\"a\":2}",
         "{\"a\":1,\"a\":1}",
         "{\"a\":1,\"\\u0061\":2}",
         "{\"\\ud800\":1}",
         "{\"__proto__\":{\"x\":1}}",
         "{\"content\":1,\"to\":\"x\"}",
         "[[],[[]],{}]",
         "[\t1,\t2\t]",
         "[\"]\"]",
         "{\"}\":\"{\"}",
         "[null]",
         "[\"\",0,null,true,[],{}]"});
}

void addBrokenStructures(List &list)
{
    add(list, Verdict::NoJson,
        {"",
         " ",
         "[",
         "]",
         "{",
         "}",
         "[[]",
         "[]]",
         "{}}",
         "{{}",
         "[}",
         "{]",
         "[1}",
         "{\"a\":1]",
         ",",
         "[,]",
         "[1,]",
         "[,1]",
         "[1,,2]",
         "[1 2]",
         "[1:2]",
         "{,}",
         "{\"a\":1,}",
         "{,\"a\":1}",
         "{\"a\"}",
         "{\"a\",1}",
         "{\"a\":}",
         "{:1}",
         "{\"a\"::1}",
         "{\"a\" 1}",
         "{\"a\"=1}",
         "{a:1}",
         "{'a':1}",
         "{1:1}",
         "{null:1}",
         "{[]:1}",
         "{\"a\":1 \"b\":2}",
         "{\"a\":1,,\"b\":2}",
         "{{}:1}",
         "[1]x",
         "{}x",
         "1 2",
         "[] []",
         "{} {}",
         "//",
         "[1]//",
         "[1]/**/",
         "/**/[1]",
         "[1,/**/2]",
         "#",
         "[1]#",
         "[1]\"",
         "(1)",
         "<a/>",
         "[...]",
         "[1,...]",
         "&amp;",
         "\\",
         "\\u0031",
         "\\n",
         "[\\]",
         "{\"a\":\\\"b\"}",
         "=1"});
    list.append({"NUL behind a value", QByteArray("1\0", 2), Verdict::NoNumber});
    list.append({"NUL in an array", QByteArray("[1,\0 2]", 7), Verdict::NoJson});
}

void addSpace(List &list)
{
    list.append({"blanks around", "  [ 1 ]  ", Verdict::Taken});
    list.append({"tabs around", "\t[\t1\t]\t", Verdict::Taken});
    list.append({"line feeds around", "\n[\n1\n]\n", Verdict::Taken});
    list.append({"carriage returns around", "\r[\r1\r]\r", Verdict::Taken});
    list.append({"all four around", " \t\r\n[ \t\r\n1 \t\r\n] \t\r\n", Verdict::Taken});
    for (const char *space : {"\x0b", "\x0c", "\xc2\x85", "\xc2\xa0", "\u1680", "\u2000", "\u2028",
                              "\u2029", "\u202f", "\u3000", "\u200b", "\u2060", "\ufeff"}) {
        list.append({"no space: " + QByteArray(space).toHex(), '[' + QByteArray(space) + "1]",
                     Verdict::NoJson});
    }
    list.append({"byte order mark before a value", "\ufeff1", Verdict::NoJson});
}

QByteArray nested(const char *open, const QByteArray &inner, const char *close, int levels)
{
    return QByteArray(open).repeated(levels) + inner + QByteArray(close).repeated(levels);
}

void addDepths(List &list)
{
    const int bound = jsonDepthMax - 1; // the message's own object is the outermost
    list.append({"arrays at the bound", nested("[", "", "]", bound), Verdict::Taken});
    list.append({"full arrays at the bound", nested("[", "1", "]", bound), Verdict::Taken});
    list.append({"objects at the bound", nested("{\"a\":", "1", "}", bound), Verdict::Taken});
    list.append({"empty object at the bound", nested("[", "{}", "]", bound - 1), Verdict::Taken});
    list.append(
        {"many side by side at the bound",
         '[' + nested("[", "", "]", bound - 1) + ',' + nested("[", "", "]", bound - 1) + ']',
         Verdict::Taken});
    list.append({"arrays beyond", nested("[", "", "]", bound + 1), Verdict::TooDeep});
    list.append({"full arrays beyond", nested("[", "1", "]", bound + 1), Verdict::TooDeep});
    list.append({"objects beyond", nested("{\"a\":", "1", "}", bound + 1), Verdict::TooDeep});
    list.append({"empty object beyond", nested("[", "{}", "]", bound), Verdict::TooDeep});
    list.append({"far beyond", nested("[", "", "]", 20'000), Verdict::TooDeep});
    list.append({"brackets in a string", '"' + QByteArray(1000, '[') + '"', Verdict::Taken});
}

} // namespace

QList<JsonCase> jsonCases()
{
    List list;
    addNumbers(list);
    addLiterals(list);
    addStrings(list);
    addBrokenStrings(list);
    addStructures(list);
    addBrokenStructures(list);
    addSpace(list);
    addDepths(list);
    return list;
}

} // namespace pushpoint::kit
