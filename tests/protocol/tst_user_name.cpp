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
