#pragma once

#include "client/settings/client_settings.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace pushpoint {
class Language;
}

namespace pushpoint::client {

/// What can be chosen for the whole program; each choice counts at once, so there is nothing to
/// apply and nothing to lose by closing. GUI thread; a child of its window.
class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param language outlives the dialog.
    SettingsDialog(const ClientSettings &settings, Language &language, QWidget *parent = nullptr);

    /// Shows what was chosen elsewhere, such as in the tray's menu.
    void setDoNotDisturb(bool isOn);

Q_SIGNALS:
    /// To see which certificates are trusted, and to take that back.
    void trustedRequested();
    void changed(const pushpoint::client::ClientSettings &settings);

private:
    QWidget *makeNotifications();
    QWidget *makeHistory();
    QWidget *makeNetwork();
    void makeLanguages();
    void fill(const ClientSettings &settings);
    ClientSettings current() const;
    void onChanged();
    void setTexts();

    Language &m_language;
    ClientSettings m_settings;
    QComboBox *m_languages;
    QCheckBox *m_notifications;
    QCheckBox *m_doNotDisturb;
    QCheckBox *m_sounds;
    QSpinBox *m_days;
    QSpinBox *m_megabytes;
    QComboBox *m_proxy;
    QLineEdit *m_proxyAddress;
    QLabel *m_complaint;
};

} // namespace pushpoint::client
