#include "ui/detail/difference_view.h"

#include "ui/detail/json_outline.h"
#include "ui/detail/line_diff.h"
#include "ui/words/display_text.h"

#include <QTextBlock>
#include <QTextCursor>

#include <algorithm>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

void DifferenceView::show(const QByteArray &previous, const QByteArray &content)
{
    clear();
    if (previous.isEmpty()) {
        setPlainText(
            tr("No message before it from and to the same is kept whole to compare it with."));
        return;
    }
    const auto lines
        = diffLines(JsonOutline(previous).prettyLines(), JsonOutline(content).prettyLines());
    QString text;
    const size_t shown = std::min(lines.size(), linesMax);
    for (size_t i = 0; i < shown; ++i) {
        const QChar sign = lines[i].kind == DiffLine::Kind::Added ? u'+'
            : lines[i].kind == DiffLine::Kind::Removed            ? u'-'
                                                                  : u' ';
        text += sign + u' ' + lines[i].text + u'\n';
    }
    if (shown < lines.size())
        text += tr("… %1 more lines").arg(countText(lines.size() - shown));
    setPlainText(text);
    QTextCursor cursor(document());
    QTextBlock block = document()->begin();
    for (size_t i = 0; i < shown; ++i, block = block.next()) {
        if (lines[i].kind == DiffLine::Kind::Same)
            continue;
        QTextBlockFormat format;
        // A tint, through which both dark and light text is read.
        format.setBackground(lines[i].kind == DiffLine::Kind::Added ? QColor(46, 150, 80, 60)
                                                                    : QColor(217, 72, 72, 60));
        cursor.setPosition(block.position());
        cursor.setBlockFormat(format);
    }
}

} // namespace pushpoint::ui
