#include "client/bubbles/bubble_text.h"

#include "server/protocol/json/json_layout.h"
#include "server/protocol/json/json_members.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QLocale>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

struct Extent
{
    qsizetype linesMax;
    qsizetype charsMax;
};
constexpr Extent foldedJson{8, 800};
constexpr Extent foldedText{24, 3'000};
constexpr Extent unfolded{1'000, 40'000};
/// To hide less than this saves no place: the words to click at take a line themselves.
constexpr qsizetype hiddenLinesMin = 3;
constexpr qsizetype hiddenCharsMin = 200;
/// Shorter JSON reads best in one line.
constexpr qsizetype laidOutCharsMin = 60;
/// As deep as a server lets contents be; deeper ones would consist of indentation.
constexpr int laidOutDepthMax = 64;
constexpr qsizetype laidOutCharsMax = 256 * 1024;

QString tr(const char *text, int count = -1)
{
    return QCoreApplication::translate("pushpoint::client", text, nullptr, count);
}

bool isJsonWorthLines(const QString &text)
{
    const QStringView trimmed = QStringView(text).trimmed();
    if (trimmed.size() < laidOutCharsMin || trimmed.size() > laidOutCharsMax)
        return false;
    const bool isObject = trimmed.front() == u'{' && trimmed.back() == u'}';
    const bool isArray = trimmed.front() == u'[' && trimmed.back() == u']';
    if (!isObject && !isArray)
        return false;
    const QByteArray utf8 = trimmed.toUtf8();
    return jsonDepth(utf8) <= laidOutDepthMax && !QJsonDocument::fromJson(utf8).isNull();
}

/// Where the text is cut to fit; its size where it fits as a whole.
qsizetype cutAt(const QString &text, const Extent &extent)
{
    qsizetype end = std::min(text.size(), extent.charsMax);
    qsizetype at = -1;
    for (qsizetype line = 0; line < extent.linesMax; ++line) {
        at = text.indexOf(u'\n', at + 1);
        if (at < 0 || at >= end)
            break;
        if (line + 1 == extent.linesMax)
            end = at;
    }
    if (end > 0 && end < text.size() && text[end - 1].isHighSurrogate())
        --end; // not through the middle of a character
    return end;
}

void unfold(BubbleText &out, const QString &whole)
{
    const qsizetype end = cutAt(whole, unfolded);
    out.canFold = true;
    out.shown = whole.left(end);
    if (end < whole.size()) {
        out.shown += u"…\n"_s
            + tr("(%1 more characters; copying takes them all)")
                  .arg(QLocale().toString(whole.size() - end));
    }
}

} // namespace

BubbleText bubbleText(const QString &text, bool isUnfolded)
{
    BubbleText out;
    out.isJson = isJsonWorthLines(text);
    const QString whole = out.isJson ? QString::fromUtf8(laidOutJson(text.toUtf8())) : text;
    const qsizetype end = cutAt(whole, out.isJson ? foldedJson : foldedText);
    const QStringView hidden = QStringView(whole).mid(end);
    const qsizetype hiddenLines = hidden.count(u'\n');
    if (hiddenLines < hiddenLinesMin && hidden.size() < hiddenCharsMin) {
        out.shown = whole;
    } else if (isUnfolded) {
        unfold(out, whole);
    } else {
        out.shown = whole.left(end) + u'…';
        out.canUnfold = true;
        out.hiddenLines = hiddenLines;
        out.hiddenChars = hidden.size();
    }
    return out;
}

QString foldLabel(const BubbleText &text)
{
    if (text.canFold)
        return tr("Show less");
    if (!text.canUnfold)
        return {};
    return text.hiddenLines >= hiddenLinesMin
        ? tr("Show %n more lines", int(text.hiddenLines))
        : tr("Show %1 more characters").arg(QLocale().toString(text.hiddenChars));
}

} // namespace pushpoint::client
