#include "ui/filter_bar/filter_help.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

QList<FilterHelp::Line> FilterHelp::lines()
{
    return {
        {u"hello"_s, tr("the text in a name, the content or the reason, whatever the case")},
        {u"\"some text\""_s, tr("the same with blanks, colons or parentheses in it")},
        {u"/re+gex/i"_s,
         tr("a regular expression; i: whatever the case. It sees the first 64 KiB "
            "of a content, and gives up where it would take too long")},
        {u"to:Alice from:b*"_s, tr("whole names, whatever the case; * stands for anything")},
        {u"name:Jack"_s, tr("sent by or to that name")},
        {u"kind:offline,refused"_s,
         tr("delivered, offline, refused, opened, closed, pong; publish: the first two; gap")},
        {u"size>1k"_s, tr("the content's bytes; : < <= > >=; k, m, g")},
        {u"latency>5ms"_s, tr("from accepted to answered, or a ping's round trip; us, ms, s")},
        {u"code:1006"_s, tr("the code that a connection was closed with")},
        {u"conn:17"_s, tr("a connection by its number: its own rows and what was sent to it")},
        {u"taken>1"_s, tr("how many connections took the message")},
        {u"node:north"_s, tr("in a cluster: delivered by that node; * stands for anything")},
        {u"last:5m"_s, tr("not older than that when the filter is set; s, m, h, d")},
        {u"-to:Jack"_s, tr("what does not match")},
        {u"to:Bob (size>1k or kind:refused)"_s,
         tr("terms beside each other must all match; with or between them, one is enough")},
    };
}

void FilterHelp::show(QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("How to filter"));
    QString html = u"<table cellpadding=\"4\">"_s;
    for (const Line &line : lines())
        html += u"<tr><td><code>%1</code></td><td>%2</td></tr>"_s.arg(
            line.example.toHtmlEscaped().replace(u' ', u"&nbsp;"_s), line.meaning.toHtmlEscaped());
    html += u"</table><p>"_s
        + tr("Rows that stand for missing ones match every filter, but for one that speaks of "
             "kind:gap.")
              .toHtmlEscaped()
        + u"</p>"_s;
    auto *text = new QTextBrowser;
    text->setHtml(html);
    text->setAccessibleName(dialog->windowTitle());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    auto *layout = new QVBoxLayout(dialog);
    layout->addWidget(text);
    layout->addWidget(buttons);
    dialog->resize(680, 520);
    dialog->show();
}

} // namespace pushpoint::ui
