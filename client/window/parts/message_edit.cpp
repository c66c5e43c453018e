#include "client/window/parts/message_edit.h"

#include "resources/language/retranslation.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QTextOption>

#include <algorithm>

namespace pushpoint::client {

namespace {

constexpr int linesMin = 2;
constexpr int linesMax = 7;
/// Looking for a place to break between words takes time by the square of a word's length: 200 KB
/// without a blank would freeze the window for seconds. Beyond this, lines break anywhere.
constexpr qsizetype wordWrapCharsMax = 10'000;

} // namespace

MessageEdit::MessageEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    keepTranslated(this, [this] {
        setPlaceholderText(tr("Write a message"));
        setAccessibleName(tr("Message"));
        setToolTip(tr("Enter sends, Shift+Enter begins a new line"));
    });
    connect(this, &QPlainTextEdit::textChanged, this, &MessageEdit::fitHeight);
    fitHeight();
}

void MessageEdit::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && !event->modifiers().testFlag(Qt::ShiftModifier)) {
        Q_EMIT submitted();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void MessageEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitHeight();
}

void MessageEdit::insertFromMimeData(const QMimeData *source)
{
    if (document()->characterCount() + source->text().size() > wordWrapCharsMax)
        setWordWrapMode(QTextOption::WrapAnywhere);
    QPlainTextEdit::insertFromMimeData(source);
}

void MessageEdit::fitHeight()
{
    if (document()->characterCount() < wordWrapCharsMax / 2)
        setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    const int lines = std::clamp(int(document()->size().height()), linesMin, linesMax);
    const auto margins = contentsMargins();
    const int frame = 2 * frameWidth() + int(2 * document()->documentMargin());
    setFixedHeight(lines * fontMetrics().lineSpacing() + frame + margins.top() + margins.bottom());
}

} // namespace pushpoint::client
