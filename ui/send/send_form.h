#pragma once

#include "server/protocol/message.h"
#include "ui/send/saved_drafts.h"
#include "ui/send/sending.h"

#include <QWidget>

class QCheckBox;
class QFormLayout;
class QLabel;
class QMenu;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace pushpoint::ui {

class NameField;
class ReceiverList;

/// Writes a message as anyone, to one or several, once or again and again, and tells what became of
/// it. Knows no server: it asks by a signal and is told the outcome. GUI thread; owned by the
/// window.
class SendForm : public QWidget
{
    Q_OBJECT

public:
    explicit SendForm(QWidget *parent = nullptr);

    /// Offers these as senders and receivers, the first two as a start where nothing is typed.
    void setNames(const QStringList &names);
    /// Puts the receiver in and the cursor into the message.
    void writeTo(const QString &name);
    /// Whether anything can be sent. What is on its way when it ends will get no outcome.
    void setServing(bool serving);
    /// Ignored unless it belongs to the newest send.
    void showOutcome(quint64 ticket, const PublishOutcome &outcome);

Q_SIGNALS:
    /// @param ticket comes back with the outcome; never twice the same.
    void publishRequested(quint64 ticket, const pushpoint::Message &message);

private:
    void makeLayout();
    void makeRepeat();
    void connectParts();
    void setTexts();
    SavedDraft draft() const;
    void setDraft(const SavedDraft &saved);
    QStringList receivers() const;
    void send();
    void layOut();
    void checkJson();
    void fillHistoryMenu();
    void fillPresetMenu();
    void savePreset();
    void showProgress();
    void showRepeating();
    void say(const QString &text, bool isError);

    NameField *m_from;
    NameField *m_to;
    QPushButton *m_addReceiver;
    ReceiverList *m_more;
    QPlainTextEdit *m_content;
    QCheckBox *m_json;
    QPushButton *m_layOut;
    QCheckBox *m_repeat;
    QSpinBox *m_intervalMs;
    QPushButton *m_history;
    QPushButton *m_presets;
    QPushButton *m_sendButton;
    QPushButton *m_stopButton;
    QLabel *m_fromLabel;
    QLabel *m_toLabel;
    QLabel *m_jsonState;
    QLabel *m_resultIcon;
    QLabel *m_result;
    Sending m_sending;
    SavedDrafts m_saved;
    bool m_serving = false;
};

} // namespace pushpoint::ui
