#include "ui/send/send_form.h"

#include "resources/language/retranslation.h"
#include "server/protocol/json/json_layout.h"
#include "server/protocol/message_codec.h"
#include "ui/parts/name_field.h"
#include "ui/send/receiver_list.h"
#include "ui/words/display_text.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSpinBox>
#include <QStyle>
#include <QVBoxLayout>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int intervalMsMin = 10;
constexpr int intervalMsMax = 3'600'000;
constexpr int menuTextCharsMax = 50;

} // namespace

SendForm::SendForm(QWidget *parent)
    : QWidget(parent), m_from(new NameField), m_to(new NameField),
      m_addReceiver(new QPushButton(u"+"_s)), m_more(new ReceiverList),
      m_content(new QPlainTextEdit), m_json(new QCheckBox), m_layOut(new QPushButton),
      m_repeat(new QCheckBox), m_intervalMs(new QSpinBox), m_history(new QPushButton),
      m_presets(new QPushButton), m_sendButton(new QPushButton), m_stopButton(new QPushButton),
      m_fromLabel(new QLabel), m_toLabel(new QLabel), m_jsonState(new QLabel),
      m_resultIcon(new QLabel), m_result(new QLabel)
{
    m_from->setObjectName(u"from"_s);
    m_to->setObjectName(u"to"_s);
    m_addReceiver->setObjectName(u"addReceiver"_s);
    m_addReceiver->setFixedWidth(m_addReceiver->sizeHint().height());
    m_content->setObjectName(u"content"_s);
    m_content->setTabChangesFocus(true);
    m_json->setObjectName(u"json"_s);
    m_layOut->setObjectName(u"layOut"_s);
    m_jsonState->setObjectName(u"jsonState"_s);
    m_jsonState->setTextFormat(Qt::PlainText);
    m_jsonState->setWordWrap(true);
    m_repeat->setObjectName(u"repeat"_s);
    m_intervalMs->setObjectName(u"interval"_s);
    m_intervalMs->setRange(intervalMsMin, intervalMsMax);
    m_intervalMs->setValue(1000);
    m_intervalMs->setSuffix(u" ms"_s);
    m_sendButton->setObjectName(u"send"_s);
    m_stopButton->setObjectName(u"stopSending"_s);
    m_result->setObjectName(u"result"_s);
    m_result->setTextFormat(Qt::PlainText);
    m_result->setWordWrap(true);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_result->setFocusPolicy(Qt::ClickFocus);
    m_result->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_history->setMenu(new QMenu(m_history));
    m_presets->setMenu(new QMenu(m_presets));
    makeLayout();
    connectParts();
    keepTranslated(this, [this] { setTexts(); });
    checkJson();
    setServing(false);
}

void SendForm::makeLayout()
{
    auto *to = new QHBoxLayout;
    to->addWidget(m_to, 1);
    to->addWidget(m_addReceiver);
    auto *names = new QFormLayout;
    names->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_fromLabel->setBuddy(m_from);
    m_toLabel->setBuddy(m_to);
    names->addRow(m_fromLabel, m_from);
    names->addRow(m_toLabel, to);
    names->addRow(nullptr, m_more);
    auto *json = new QHBoxLayout;
    json->addWidget(m_json);
    json->addStretch();
    json->addWidget(m_layOut);
    auto *repeat = new QHBoxLayout;
    repeat->addWidget(m_repeat);
    repeat->addStretch();
    repeat->addWidget(m_intervalMs);
    auto *saved = new QHBoxLayout;
    saved->addWidget(m_history, 1);
    saved->addWidget(m_presets, 1);
    auto *send = new QHBoxLayout;
    send->addWidget(m_stopButton, 1);
    send->addWidget(m_sendButton, 1);
    auto *result = new QHBoxLayout;
    result->addWidget(m_resultIcon, 0, Qt::AlignTop);
    result->addWidget(m_result, 1);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(names);
    layout->addWidget(m_content, 1);
    layout->addLayout(json);
    layout->addWidget(m_jsonState);
    layout->addLayout(repeat);
    layout->addLayout(saved);
    layout->addLayout(send);
    layout->addLayout(result);
}

void SendForm::connectParts()
{
    connect(m_addReceiver, &QPushButton::clicked, this, [this] {
        m_more->add(m_to->currentText());
        m_to->clearEditText();
        m_to->setFocus();
    });
    connect(m_json, &QCheckBox::toggled, this, &SendForm::checkJson);
    connect(m_content, &QPlainTextEdit::textChanged, this, &SendForm::checkJson);
    connect(m_layOut, &QPushButton::clicked, this, &SendForm::layOut);
    connect(m_history->menu(), &QMenu::aboutToShow, this, &SendForm::fillHistoryMenu);
    connect(m_presets->menu(), &QMenu::aboutToShow, this, &SendForm::fillPresetMenu);
    connect(m_sendButton, &QPushButton::clicked, this, &SendForm::send);
    connect(m_stopButton, &QPushButton::clicked, &m_sending, &Sending::stop);
    connect(&m_sending, &Sending::publishRequested, this, &SendForm::publishRequested);
    connect(&m_sending, &Sending::progressed, this, &SendForm::showProgress);
    connect(&m_sending, &Sending::stopped, this, &SendForm::showRepeating);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(key)), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        shortcut->setObjectName(u"sendKey"_s);
        connect(shortcut, &QShortcut::activated, m_sendButton, [this] { m_sendButton->click(); });
    }
}

void SendForm::setTexts()
{
    m_fromLabel->setText(tr("Fro&m"));
    m_from->setToolTip(tr("Whose name the message bears; may be empty"));
    m_toLabel->setText(tr("&To"));
    // The line under a letter keeps it apart from its neighbour, which the label does not count
    // with: "To" would lose the edge of its o.
    for (QLabel *label : {m_fromLabel, m_toLabel}) {
        label->setMinimumWidth(0);
        label->setMinimumWidth(label->sizeHint().width() + fontMetrics().averageCharWidth() / 2);
    }
    m_to->setToolTip(tr("Every open connection of this name gets the message"));
    m_addReceiver->setToolTip(tr("Keep this receiver and add another"));
    m_addReceiver->setAccessibleName(tr("Add a receiver"));
    m_content->setAccessibleName(tr("Message"));
    m_content->setPlaceholderText(tr("Write a message. Ctrl+Enter sends it.\n\n{{n}} becomes the "
                                     "number of the message, {{time}} the moment."));
    m_json->setText(tr("&JSON"));
    m_json->setToolTip(tr("The text is JSON and is sent as that value, not as a string"));
    m_layOut->setText(tr("Lay out"));
    m_layOut->setToolTip(tr("A line for each member; the value stays the same"));
    m_repeat->setText(tr("Repeat ever&y"));
    m_intervalMs->setAccessibleName(tr("Milliseconds between two messages"));
    m_history->setText(tr("H&istory"));
    m_history->setToolTip(tr("What was sent before"));
    m_presets->setText(tr("Presets"));
    m_presets->setToolTip(tr("Messages that were given a name to be sent again"));
    m_sendButton->setText(tr("&Send"));
    m_sendButton->setToolTip(tr("Send the message (Ctrl+Enter)"));
    m_stopButton->setText(tr("Stop sending"));
    const QList<QShortcut *> keys = findChildren<QShortcut *>(u"sendKey"_s);
    for (QShortcut *key : keys)
        key->setWhatsThis(tr("Send the message"));
    setAccessibleName(tr("Send form"));
    checkJson();
}

void SendForm::setNames(const QStringList &names)
{
    const bool untouched
        = m_from->count() == 0 && m_from->currentText().isEmpty() && m_to->currentText().isEmpty();
    m_from->setNames(names);
    m_to->setNames(names);
    if (untouched && names.size() >= 2) {
        m_from->setCurrentIndex(0);
        m_to->setCurrentIndex(1);
    }
}

void SendForm::writeTo(const QString &name)
{
    m_to->setEditText(name);
    m_content->setFocus();
}

void SendForm::setServing(bool serving)
{
    m_serving = serving;
    if (!serving && m_sending.forget())
        say(tr("The server stopped; what became of the message is not known"), true);
    showRepeating();
}

SavedDraft SendForm::draft() const
{
    return {
        {m_from->currentText(), m_to->currentText(), m_content->toPlainText(), m_json->isChecked()},
        m_more->receivers()};
}

void SendForm::setDraft(const SavedDraft &saved)
{
    m_from->setEditText(saved.draft.from);
    m_to->setEditText(saved.draft.to);
    m_more->setReceivers(saved.moreReceivers);
    m_json->setChecked(saved.draft.contentIsJson);
    m_content->setPlainText(saved.draft.content);
    m_content->setFocus();
}

QStringList SendForm::receivers() const
{
    QStringList all = m_more->receivers();
    const QString typed = m_to->currentText();
    // An empty one is an error only if there is no other.
    if (!all.contains(typed) && (!typed.isEmpty() || all.isEmpty()))
        all += typed;
    return all;
}

void SendForm::send()
{
    const std::chrono::milliseconds interval(m_repeat->isChecked() ? m_intervalMs->value() : 0);
    const SavedDraft saved = draft();
    say(tr("Sending…"), false);
    if (const Result<bool> begun = m_sending.start(saved.draft, receivers(), interval); !begun)
        say(begun.error().text(), true);
    else
        m_saved.addToHistory(saved);
    showRepeating();
}

void SendForm::layOut()
{
    m_content->selectAll(); // replaced as an edit, so that Ctrl+Z takes it back
    m_content->insertPlainText(QString::fromUtf8(laidOutJson(m_content->toPlainText().toUtf8())));
}

void SendForm::checkJson()
{
    const bool isJson = m_json->isChecked();
    m_layOut->setEnabled(false);
    m_jsonState->setVisible(isJson);
    if (!isJson)
        return;
    MessageDraft filled = draft().draft;
    filled.content = filledIn(filled.content, 1, 0);
    filled.from.clear();
    filled.to = u"x"_s; // only the content is looked at
    const Result<Message> message = filled.toMessage();
    m_layOut->setEnabled(bool(message));
    m_jsonState->setText(message ? tr("✓ sound JSON") : u"✗ "_s + message.error().text());
}

void SendForm::fillHistoryMenu()
{
    QMenu *menu = m_history->menu();
    menu->clear();
    const QList<SavedDraft> all = m_saved.history();
    for (const SavedDraft &saved : all) {
        QString text = visibleText(saved.draft.to) + u": "_s + visibleText(saved.draft.content);
        text = text.size() > menuTextCharsMax ? text.left(menuTextCharsMax) + u'…' : text;
        menu->addAction(text.replace(u'&', u"&&"_s), this, [this, saved] { setDraft(saved); });
    }
    if (all.isEmpty())
        menu->addAction(tr("Nothing was sent yet"))->setEnabled(false);
}

void SendForm::fillPresetMenu()
{
    QMenu *menu = m_presets->menu();
    menu->clear();
    const QStringList names = m_saved.presetNames();
    for (const QString &name : names) {
        menu->addAction(visibleText(name).replace(u'&', u"&&"_s), this, [this, name] {
            if (const auto saved = m_saved.preset(name))
                setDraft(*saved);
        });
    }
    menu->addSeparator();
    menu->addAction(tr("Save as a preset…"), this, &SendForm::savePreset);
    QMenu *removal = menu->addMenu(tr("Remove"));
    removal->setEnabled(!names.isEmpty());
    for (const QString &name : names)
        removal->addAction(visibleText(name).replace(u'&', u"&&"_s), this,
                           [this, name] { m_saved.removePreset(name); });
}

void SendForm::savePreset()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save as a preset"));
    dialog->setLabelText(tr("Name of the preset:"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &name) {
        if (!name.trimmed().isEmpty() && !m_saved.savePreset(name.trimmed(), draft()))
            say(tr("Not saved: there are too many presets, or the message is too long"), true);
    });
    dialog->open();
}

void SendForm::showOutcome(quint64 ticket, const PublishOutcome &outcome)
{
    m_sending.takeOutcome(ticket, outcome);
}

void SendForm::showProgress()
{
    const Sending::Progress &progress = m_sending.progress();
    if (progress.answered == 0)
        return;
    const bool repeated = progress.sent > 1;
    QStringList parts;
    if (repeated)
        parts
            += tr("%1 of %2 answered").arg(countText(progress.answered), countText(progress.sent));
    if (progress.connections > 0)
        parts += tr("delivered to %1").arg(countText(progress.connections));
    for (const QString &receiver : progress.offline.mid(0, 5))
        parts += tr("%1 — %2 has no open connection")
                     .arg(QString::fromUtf8(offlineText), visibleText(receiver));
    for (const QString &receiver : progress.unknown.mid(0, 5))
        parts += tr("whether %1 is online is not known: other nodes are out of reach")
                     .arg(visibleText(receiver));
    parts += tr("after %1").arg(durationText(progress.latencyNs));
    say(parts.join(u'\n'), !progress.offline.isEmpty() || !progress.unknown.isEmpty());
    // Typing begins the next message; Ctrl+Enter sends the same again.
    if (!m_sending.isRepeating() && progress.answered == progress.sent)
        m_content->selectAll();
}

void SendForm::showRepeating()
{
    const bool repeating = m_sending.isRepeating();
    m_stopButton->setVisible(repeating);
    m_sendButton->setEnabled(m_serving && !repeating);
}

void SendForm::say(const QString &text, bool isError)
{
    const QIcon icon = style()->standardIcon(isError ? QStyle::SP_MessageBoxWarning
                                                     : QStyle::SP_MessageBoxInformation);
    const int side = fontMetrics().height();
    m_resultIcon->setPixmap(icon.pixmap(QSize(side, side), devicePixelRatioF()));
    m_result->setText(text);
}

} // namespace pushpoint::ui
