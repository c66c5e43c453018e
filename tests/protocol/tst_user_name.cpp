#include "server/protocol/limits.h"
#include "server/protocol/percent_encoding.h"
#include "server/protocol/user_name.h"

#include <QSet>
#include <QTest>

using namespace pushpoint;
using namespace Qt::StringLiterals;

namespace {

bool accepts(QByteArrayView utf8)
{
    return UserName::parse(utf8).ok();
}

} // namespace

class UserNameTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesOrdinaryNames_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name : {"Bob",         "a",          "__proto__",
                                 "constructor", "toString",   "hasOwnProperty",
                                 "../x",        "..",         ".",
                                 "/",           "a/b",        "a b",
                                 " ",           " a ",        "李雷",
                                 "a%b",         "100%",       "%41",
                                 "a+b",         "a&b=c",      "<img onerror=x>",
                                 "'\";--",      "null",       "undefined",
                                 "0",           "-1",         "NaN",
                                 "\\",          "a\\u0000b",  "ünïcödé",
                                 "😀",           "\U0001F468", "नमस्ते",
                                 "שלום",        "ﷺ",          "\u00a0",
                                 "\ue000"})
            QTest::newRow(name) << QByteArray(name);
    }
    void takesOrdinaryNames()
    {
        QFETCH(const QByteArray, name);
        const auto parsed = UserName::parse(QByteArrayView(name));
        QVERIFY(parsed);
        QCOMPARE(parsed->utf8(), name);
        QCOMPARE(parsed->text(), QString::fromUtf8(name));
        const auto fromText = UserName::parse(QStringView(QString::fromUtf8(name)));
        QVERIFY(fromText);
        QVERIFY(*fromText == *parsed);
        QCOMPARE(qHash(*fromText), qHash(*parsed));
    }

    void returnsFromAPathAsTheSame_data() { takesOrdinaryNames_data(); }
    void returnsFromAPathAsTheSame()
    {
        QFETCH(const QByteArray, name);
        const QByteArray segment = UserName::parse(QByteArrayView(name))->toPathSegment();
        for (const char c : segment)
            QVERIFY2(isalnum(uchar(c)) || strchr("%-._~", c), segment);
        QCOMPARE(UserName::parsePathSegment(segment)->utf8(), name);
    }

    void refusesOneByteOverTheLimit()
    {
        QVERIFY(!accepts(""));
        QVERIFY(accepts(QByteArray(nameBytesMax, 'n')));
        QVERIFY(!accepts(QByteArray(nameBytesMax + 1, 'n')));
        const QByteArray wide = QByteArray("李").repeated(85);
        QCOMPARE(wide.size(), nameBytesMax);
        QVERIFY(accepts(wide));
        QVERIFY(!accepts(wide + 'n'));
        QVERIFY(!accepts(wide.chopped(3) + "😀"));
        QVERIFY(UserName::parse(QStringView(QString(255, u'n'))));
        QVERIFY(!UserName::parse(QStringView(QString(256, u'n'))));
        QVERIFY(!UserName::parse(QStringView(QString(128, u'é')))); // 256 bytes of UTF-8
        QVERIFY(!UserName::parse(QStringView()));
    }

    void countsTheBytesOfTheComposedForm()
    {
        // U+0958 is excluded from composition: its three bytes become six.
        const QByteArray growing = QByteArray("\u0958").repeated(85);
        QCOMPARE(growing.size(), nameBytesMax);
        QVERIFY(!accepts(growing));
        // 86 times three bytes are too many as they come, whatever they would compose to.
        QVERIFY(!accepts(QByteArray("e\u0301").repeated(86)));
        QCOMPARE(UserName::parse(QByteArrayView(QByteArray("e\u0301").repeated(85)))->utf8(),
                 QByteArray("é").repeated(85));
    }

    void bringsNamesToNfc_data()
    {
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QByteArray>("kept");
        QTest::newRow("e with acute") << "Ame\u0301lie"_ba
                                      << "Am\u00e9lie"_ba;
        QTest::newRow("angstrom") << "\u212b"_ba
                                  << "\u00c5"_ba;
        QTest::newRow("hangul") << "\u1112\u1161\u11ab"_ba
                                << "\ud55c"_ba;
        QTest::newRow("order of marks") << "q\u0307\u0323"_ba
                                        << "q\u0323\u0307"_ba;
        QTest::newRow("no compatibility form") << "\ufb01"_ba
                                               << "\ufb01"_ba;
    }
    void bringsNamesToNfc()
    {
        QFETCH(const QByteArray, given);
        QFETCH(const QByteArray, kept);
        QCOMPARE(UserName::parse(QByteArrayView(given))->utf8(), kept);
        QVERIFY(*UserName::parse(QByteArrayView(given)) == *UserName::parse(QByteArrayView(kept)));
    }

    void refusesWhatHidesOrBreaksLines()
    {
        QList<char32_t> forbidden{0x7f,   0xad,   0x61c,   0x180e, 0xfeff,
                                  0x2028, 0x2029, 0xe0001, 0xe0041};
        for (char32_t c = 0; c < 0x20; ++c)
            forbidden.append(c);
        for (char32_t c = 0x80; c < 0xa0; ++c)
            forbidden.append(c);
        for (char32_t c = 0x200b; c <= 0x200f; ++c) // zero width, marks of direction
            forbidden.append(c);
        for (char32_t c = 0x202a; c <= 0x202e; ++c) // bidi embeddings and overrides
            forbidden.append(c);
        for (char32_t c = 0x2060; c <= 0x206f; ++c) // joiners, bidi isolates
            forbidden.append(c);
        for (const char32_t c : forbidden) {
            const QByteArray bad = QStringView(QChar::fromUcs4(c)).toUtf8();
            const QByteArray name = "U+" + QByteArray::number(quint32(c), 16);
            if (c == 0x2065) // not assigned in Unicode
                continue;
            QVERIFY2(!accepts(bad), name);
            QVERIFY2(!accepts(bad + "Bob"), name); // a mark at the beginning is no byte order mark
            QVERIFY2(!accepts("Bo" + bad + 'b'), name);
            QVERIFY2(!accepts("Bob" + bad), name);
            QVERIFY2(!UserName::parse(QStringView(QString::fromUtf8("B" + bad))), name);
        }
    }

    void takesJoinersAndStylesWhereTheyAreWanted_data()
    {
        QTest::addColumn<QString>("name");
        const auto row = [](const char *what, const QString &name) { QTest::newRow(what) << name; };
        row("Persian: letters that would join",
            u"\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"_s);
        row("with marks around", u"\u0645\u06cc\u064e\u200c\u064e\u062e"_s);
        row("Syriac", u"\u0712\u200c\u0712"_s);
        row("Devanagari: visible virama", u"\u0930\u093e\u091c\u094d\u200c\u0937"_s);
        row("Devanagari: half form", u"\u0915\u094d\u200d\u0937"_s);
        row("Sinhala", u"\u0dc1\u0dca\u200d\u0dbb\u0dd3"_s);
        row("Malayalam: chillu at the end", u"\u0d30\u0d3e\u0d1c\u0d28\u0d4d\u200d"_s);
        row("family", u"\U0001f468\u200d\U0001f469\u200d\U0001f467"_s);
        row("couple", u"\U0001f469\u200d\u2764\ufe0f\u200d\U0001f468"_s);
        row("skin tone", u"\U0001f469\U0001f3fd\u200d\U0001f4bb"_s);
        row("detective", u"\U0001f575\ufe0f\u200d\u2642\ufe0f"_s);
        row("rainbow flag", u"\U0001f3f3\ufe0f\u200d\U0001f308"_s);
        row("pirates", u"\U0001f3f4\u200d\u2620\ufe0f"_s);
        row("place of an emoji to come", u"\U0001f469\u200d\U0001faff"_s);
        row("heart", u"\u2764\ufe0f"_s);
        row("keycap", u"1\ufe0f\u20e3"_s);
        row("all keycaps", u"#\ufe0f\u20e3*\ufe0f\u20e30\ufe0f\u20e39\ufe0f\u20e3"_s);
        row("first and last", u"\u00a9\ufe0f \U0001f6f3\ufe0f"_s);
        row("flag of letters", u"\U0001f1e8\U0001f1f3"_s);
        row("modifier", u"\U0001f44d\U0001f3fd"_s);
    }
    void takesJoinersAndStylesWhereTheyAreWanted()
    {
        QFETCH(const QString, name);
        const auto parsed = UserName::parse(QStringView(name));
        QVERIFY(parsed);
        QCOMPARE(parsed->text(), name);
        QVERIFY(*UserName::parsePathSegment(parsed->toPathSegment()) == *parsed);
    }

    // Each would look like the same without it.
    void refusesThemElsewhere_data()
    {
        QTest::addColumn<QString>("name");
        const auto row = [](const char *what, const QString &name) { QTest::newRow(what) << name; };
        for (const QString &one : {u"\u200c"_s, u"\u200d"_s, u"\ufe0f"_s}) {
            const QByteArray code = QByteArray::number(one[0].unicode(), 16);
            row("alone " + code, one);
            row("in Latin " + code, u"Bo"_s + one + u'b');
            row("in Chinese " + code, u"\u674e"_s + one + u"\u96f7"_s);
            row("in front " + code, one + u"\u2764"_s);
            row("twice " + code, u"\u0645"_s + one + one + u"\u0645"_s);
            row("behind a digit " + code, u"1"_s + one);
        }
        row("non-joiner at the end", u"\u0645\u200c"_s);
        row("non-joiner behind what never joins on", u"\u0627\u200c\u0645"_s);
        row("non-joiner before what never joins", u"\u0645\u200c\u0621"_s);
        row("non-joiner with marks only", u"\u0645\u200c\u064e"_s);
        row("non-joiner behind the last virama", u"\u0915\u094d\u200c"_s);
        row("non-joiner before another script", u"\u0915\u094d\u200cb"_s);
        row("non-joiner in emoji", u"\U0001f468\u200c\U0001f469"_s);
        row("both joiners", u"\u0915\u094d\u200d\u200c\u0937"_s);
        row("joiner without virama", u"\u0915\u200d\u0937"_s);
        row("joiner between Arabic letters", u"\u0645\u200d\u0645"_s);
        row("joiner at an emoji's end", u"\U0001f468\u200d"_s);
        row("joiner to a letter", u"\U0001f468\u200db"_s);
        row("joiner behind two styles", u"\u2764\ufe0f\ufe0f\u200d\U0001f469"_s);
        row("joiner behind a tone alone", u"\U0001f3fd\u200d\U0001f469"_s);
        row("joiner between flags", u"\U0001f1e8\U0001f1f3\u200d\U0001f1e8\U0001f1f3"_s);
        row("style of what has one", u"\U0001f600\ufe0f"_s);
        row("style twice", u"\u2764\ufe0f\ufe0f"_s);
        row("style of a star that is no emoji", u"\u2605\ufe0f"_s);
        row("digit's style without a keycap", u"1\ufe0fa"_s);
        row("keycap before its style", u"1\u20e3\ufe0f"_s);
        row("text style", u"\u231a\ufe0e"_s);
        row("text style of text", u"\u2764\ufe0e"_s);
        row("ideographic variation", u"\u845b\U000e0100"_s);
        row("Mongolian variation", u"\u1820\u180b"_s);
        row("flag of tags",
            u"\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"_s);
    }
    void refusesThemElsewhere()
    {
        QFETCH(const QString, name);
        QVERIFY(!UserName::parse(QStringView(name)));
    }

    // Default_Ignorable_Code_Point: no font has to draw it.
    void refusesWhatNobodySees()
    {
        for (const char32_t c :
             {0xad,    0x34f,   0x61c,   0x115f,  0x1160,  0x17b4,  0x17b5,  0x180b,
              0x180c,  0x180d,  0x180e,  0x180f,  0x200b,  0x2060,  0x2064,  0x2065,
              0x206f,  0x3164,  0xfe00,  0xfe0e,  0xfe0f,  0xfeff,  0xffa0,  0xfff0,
              0xfff8,  0x1bca0, 0x1bca3, 0x1d159, 0x1d173, 0x1d17a, 0xe0000, 0xe0001,
              0xe0020, 0xe007f, 0xe0100, 0xe01ef, 0xe0fff}) {
            const QString unseen = QStringView(QChar::fromUcs4(c)).toString();
            for (const QString &name : {unseen, u"Bo"_s + unseen + u'b', u"\u674e"_s + unseen})
                QVERIFY2(!UserName::parse(QStringView(name)), QByteArray::number(c, 16));
        }
        // Beside them.
        for (const char32_t c : {0x350, 0x115e, 0x1161, 0x17b6, 0x1d158, 0x1d15a, 0x3163, 0xff9f})
            QVERIFY2(UserName::parse(QStringView(QChar::fromUcs4(c))), QByteArray::number(c, 16));
    }

    void refusesWhatIsNoUtf8_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("lone continuation") << QByteArray("\x80");
        QTest::newRow("0xff") << QByteArray("\xff");
        QTest::newRow("latin1") << QByteArray("caf\xe9");
        QTest::newRow("overlong slash") << QByteArray("\xc0\xaf");
        QTest::newRow("overlong three") << QByteArray("\xe0\x80\xaf");
        QTest::newRow("overlong NUL") << QByteArray("\xc0\x80");
        QTest::newRow("high surrogate") << QByteArray("\xed\xa0\x80");
        QTest::newRow("low surrogate") << QByteArray("\xed\xbf\xbf");
        QTest::newRow("pair of surrogates") << QByteArray("\xed\xa0\xbd\xed\xb8\x80");
        QTest::newRow("beyond Unicode") << QByteArray("\xf4\x90\x80\x80");
        QTest::newRow("cut of two") << QByteArray("\xc3");
        QTest::newRow("cut of three") << QByteArray("\xe6\x9d");
        QTest::newRow("cut of four") << QByteArray("a\xf0\x9f\x98");
        QTest::newRow("cut inside") << QByteArray("\xe6\x9d"
                                                  "ab");
    }
    void refusesWhatIsNoUtf8()
    {
        QFETCH(const QByteArray, bytes);
        QVERIFY(!accepts(bytes));
        QVERIFY(!accepts("Bob" + bytes));
        QVERIFY(!UserName::parsePathSegment(bytes.toPercentEncoding()));
        QCOMPARE(UserName::parse(QByteArrayView(bytes)).error().code, ErrorCode::BadName);
    }

    void refusesLoneSurrogatesInText()
    {
        const char16_t high[] = {u'a', 0xd800};
        const char16_t low[] = {0xdc00, u'a'};
        const char16_t swapped[] = {0xdc00, 0xd800};
        QVERIFY(!UserName::parse(QStringView(high, 2)));
        QVERIFY(!UserName::parse(QStringView(low, 2)));
        QVERIFY(!UserName::parse(QStringView(swapped, 2)));
        QVERIFY(UserName::parse(QStringView(u"\U0001F600")));
    }

    void decodesAPathSegmentOnce_data()
    {
        QTest::addColumn<QByteArray>("segment");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("plain") << "Bob"_ba
                               << "Bob"_ba;
        QTest::newRow("space") << "a%20b"_ba
                               << "a b"_ba;
        QTest::newRow("plus stays") << "a+b"_ba
                                    << "a+b"_ba;
        QTest::newRow("slash") << "..%2Fx"_ba
                               << "../x"_ba;
        QTest::newRow("upper and lower") << "%e6%9D%8e"_ba
                                         << "李"_ba;
        QTest::newRow("once") << "a%2541"_ba
                              << "a%41"_ba;
        QTest::newRow("percent") << "a%25b"_ba
                                 << "a%b"_ba;
        QTest::newRow("no escape") << "a%zz"_ba
                                   << "a%zz"_ba;
        QTest::newRow("half an escape") << "a%4"_ba
                                        << "a%4"_ba;
        QTest::newRow("half hexadecimal") << "a%4g"_ba
                                          << "a%4g"_ba;
        QTest::newRow("sign is no digit") << "a%+4"_ba
                                          << "a%+4"_ba;
        QTest::newRow("percent at the end") << "100%"_ba
                                            << "100%"_ba;
        QTest::newRow("two percents") << "%%41"_ba
                                      << "%A"_ba;
        QTest::newRow("unescaped UTF-8") << "李雷"_ba
                                         << "李雷"_ba;
    }
    void decodesAPathSegmentOnce()
    {
        QFETCH(const QByteArray, segment);
        const auto name = UserName::parsePathSegment(segment);
        QVERIFY(name);
        QTEST(name->utf8(), "name");
        const bool strict = percentDecodedStrictly(segment).has_value();
        QCOMPARE(strict,
                 !QByteArray(QTest::currentDataTag()).contains("percent at")
                     && !segment.contains("%zz") && !segment.endsWith("%4")
                     && !segment.contains("%4g") && !segment.contains("%+")
                     && !segment.contains("%%"));
    }

    void refusesBadPathSegments()
    {
        for (const char *segment : {"", "%00", "a%00b", "%0a", "a%0D", "%ff", "%c0%af", "%e2%80%ae",
                                    "%ef%bb%bfBob", "%7f"})
            QVERIFY2(!UserName::parsePathSegment(segment), segment);
        QVERIFY(UserName::parsePathSegment(QByteArray("%41").repeated(255)));
        QVERIFY(!UserName::parsePathSegment(QByteArray("%41").repeated(256)));
    }

    void tellsNamesApart()
    {
        QSet<UserName> names;
        for (const char *name : {"Bob", "bob", "Bob ", "B0b", "Bоb" /* Cyrillic */, "李", "李雷"})
            names.insert(*UserName::parse(QByteArrayView(name)));
        QCOMPARE(names.size(), 7);
        QVERIFY(*UserName::parse(QByteArrayView("A")) < *UserName::parse(QByteArrayView("B")));
    }
};

QTEST_APPLESS_MAIN(UserNameTest)
#include "tst_user_name.moc"
