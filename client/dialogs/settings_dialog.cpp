#include "client/dialogs/settings_dialog.h"

#include "client/bubbles/tones.h"
#include "resources/language/language.h"
#include "resources/language/retranslation.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 bytesPerMegabyte = 1024 * 1024;

/// A label whose letter leads to the field, and which keeps its language.
QLabel *labelOf(QWidget *field, std::function<QString()> text)
{
    auto *label = new QLabel;
    label->setBuddy(field);
    keepTranslated(label, [label, field, text = std::move(text)] {
        label->setText(text());
        field->setAccessibleName(text().remove(u'&'));
    });
    return label;
}

} // namespace

SettingsDialog::SettingsDialog(const ClientSettings &settings, Language &language, QWidget *parent)
    : QDialog(parent), m_language(language), m_settings(settings), m_languages(new QComboBox(this)),
      m_notifications(new QCheckBox(this)), m_doNotDisturb(new QCheckBox(this)),
      m_sounds(new QCheckBox(this)), m_days(new QSpinBox(this)), m_megabytes(new QSpinBox(this)),
      m_proxy(new QComboBox(this)), m_proxyAddress(new QLineEdit(this)),
      m_complaint(new QLabel(this))
{
    setObjectName(u"settingsDialog"_s);
    auto *layout = new QVBoxLayout(this);
    auto *top = new QFormLayout;
    top->addRow(labelOf(m_languages, [] { return tr("&Language"); }), m_languages);
    layout->addLayout(top);
    layout->addWidget(makeNotifications());
    layout->addWidget(makeHistory());
    layout->addWidget(makeNetwork());
    layout->addStretch(1);
    // Not the standard one, which would say by itself what it is called.
    auto *close = new QPushButton(this);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(close, QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    makeLanguages();
    keepTranslated(this, [=, this] {
        setTexts();
        close->setText(tr("&Close"));
    });
    fill(settings);
    for (QCheckBox *box : {m_notifications, m_doNotDisturb, m_sounds})
        connect(box, &QCheckBox::toggled, this, &SettingsDialog::onChanged);
    for (QSpinBox *box : {m_days, m_megabytes})
        connect(box, &QSpinBox::valueChanged, this, &SettingsDialog::onChanged);
    connect(m_proxy, &QComboBox::currentIndexChanged, this, &SettingsDialog::onChanged);
    connect(m_proxyAddress, &QLineEdit::editingFinished, this, &SettingsDialog::onChanged);
}

void SettingsDialog::makeLanguages()
{
    m_languages->setObjectName(u"languages"_s);
    // Each language has its own name for itself, so that its readers find it.
    m_languages->addItem(QString(), QString());
    m_languages->addItem(u"English"_s, u"en"_s);
    m_languages->addItem(u"简体中文"_s, u"zh_CN"_s);
    m_languages->setCurrentIndex(std::max(0, m_languages->findData(m_language.chosen())));
    connect(m_languages, &QComboBox::currentIndexChanged, this,
            [this] { m_language.choose(m_languages->currentData().toString()); });
}

QWidget *SettingsDialog::makeNotifications()
{
    auto *group = new QGroupBox(this);
    m_notifications->setObjectName(u"notifications"_s);
    m_doNotDisturb->setObjectName(u"doNotDisturb"_s);
    m_sounds->setObjectName(u"sounds"_s);
    auto *layout = new QVBoxLayout(group);
    for (QCheckBox *box : {m_notifications, m_doNotDisturb, m_sounds})
        layout->addWidget(box);
    keepTranslated(group, [=, this] {
        group->setTitle(tr("Notifications"));
        m_notifications->setText(tr("&Tell of messages while I look elsewhere"));
        m_doNotDisturb->setText(tr("&Do not disturb"));
        m_sounds->setText(tr("With a &sound"));
    });
    return group;
}

QWidget *SettingsDialog::makeHistory()
{
    auto *group = new QGroupBox(this);
    m_days->setObjectName(u"days"_s);
    m_megabytes->setObjectName(u"megabytes"_s);
    m_days->setRange(0, 36'500);
    m_megabytes->setRange(0, 1'000'000);
    m_megabytes->setSingleStep(64);
    // Not at each figure of a number being typed: what is beyond a limit is forgotten at once.
    for (QSpinBox *box : {m_days, m_megabytes})
        box->setKeyboardTracking(false);
    auto *layout = new QFormLayout(group);
    layout->addRow(labelOf(m_days, [] { return tr("&Forget what is older than"); }), m_days);
    layout->addRow(labelOf(m_megabytes, [] { return tr("At most, for each &account"); }),
                   m_megabytes);
    keepTranslated(group, [=, this] {
        group->setTitle(tr("History on this computer"));
        m_days->setSpecialValueText(tr("never"));
        m_days->setSuffix(tr(" days"));
        m_megabytes->setSpecialValueText(tr("no limit"));
        m_megabytes->setSuffix(tr(" MiB"));
    });
    return group;
}

QWidget *SettingsDialog::makeNetwork()
{
    auto *group = new QGroupBox(this);
    m_proxy->setObjectName(u"proxy"_s);
    m_proxyAddress->setObjectName(u"proxyAddress"_s);
    m_complaint->setObjectName(u"proxyComplaint"_s);
    m_complaint->setTextFormat(Qt::PlainText);
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, failureColor(colors));
    m_complaint->setPalette(colors);
    m_proxyAddress->setPlaceholderText(u"http://proxy.example:3128"_s);
    for (const auto kind :
         {ProxyChoice::Kind::System, ProxyChoice::Kind::None, ProxyChoice::Kind::Given})
        m_proxy->addItem(QString(), int(kind));
    auto *layout = new QFormLayout(group);
    layout->addRow(labelOf(m_proxy, [] { return tr("&Proxy"); }), m_proxy);
    layout->addRow(labelOf(m_proxyAddress, [] { return tr("Add&ress"); }), m_proxyAddress);
    layout->addRow(m_complaint);
    auto *trusted = new QPushButton(group);
    trusted->setObjectName(u"trusted"_s);
    trusted->setAutoDefault(false);
    connect(trusted, &QPushButton::clicked, this, &SettingsDialog::trustedRequested);
    layout->addRow(trusted);
    keepTranslated(group, [=] {
        group->setTitle(tr("Network"));
        trusted->setText(tr("Tr&usted certificates…"));
    });
    return group;
}

void SettingsDialog::setTexts()
{
    setWindowTitle(tr("Settings"));
    m_languages->setItemText(0, tr("As the system"));
    m_proxy->setItemText(0, tr("As the system says"));
    m_proxy->setItemText(1, tr("None"));
    m_proxy->setItemText(2, tr("This one"));
}

void SettingsDialog::fill(const ClientSettings &settings)
{
    m_notifications->setChecked(settings.areNotificationsOn);
    m_doNotDisturb->setChecked(settings.isDoNotDisturbOn);
    m_sounds->setChecked(settings.areSoundsOn);
    m_days->setValue(settings.history.daysMax);
    m_megabytes->setValue(int(settings.history.bytesMax / bytesPerMegabyte));
    m_proxy->setCurrentIndex(m_proxy->findData(int(settings.proxy.kind)));
    m_proxyAddress->setText(settings.proxy.address);
    m_proxyAddress->setEnabled(settings.proxy.kind == ProxyChoice::Kind::Given);
    m_sounds->setEnabled(settings.areNotificationsOn);
    m_doNotDisturb->setEnabled(settings.areNotificationsOn);
}

ClientSettings SettingsDialog::current() const
{
    ClientSettings settings = m_settings;
    settings.areNotificationsOn = m_notifications->isChecked();
    settings.isDoNotDisturbOn = m_doNotDisturb->isChecked();
    settings.areSoundsOn = m_sounds->isChecked();
    settings.history.daysMax = m_days->value();
    if (m_megabytes->value() != int(m_settings.history.bytesMax / bytesPerMegabyte))
        settings.history.bytesMax = m_megabytes->value() * bytesPerMegabyte;
    settings.proxy.kind = ProxyChoice::Kind(m_proxy->currentData().toInt());
    settings.proxy.address = m_proxyAddress->text().trimmed();
    return settings;
}

void SettingsDialog::onChanged()
{
    const ClientSettings settings = current();
    m_proxyAddress->setEnabled(settings.proxy.kind == ProxyChoice::Kind::Given);
    m_sounds->setEnabled(settings.areNotificationsOn);
    m_doNotDisturb->setEnabled(settings.areNotificationsOn);
    const auto proxy = parseProxy(settings.proxy.address);
    const bool isBroken = settings.proxy.kind == ProxyChoice::Kind::Given && !proxy;
    m_complaint->setText(isBroken && !settings.proxy.address.isEmpty() ? proxy.error().text()
                                                                       : QString());
    // Until the address means something the way stays as it was.
    ClientSettings usable = settings;
    if (isBroken)
        usable.proxy = m_settings.proxy;
    if (usable == m_settings)
        return;
    m_settings = usable;
    Q_EMIT changed(m_settings);
}

void SettingsDialog::setDoNotDisturb(bool isOn)
{
    m_doNotDisturb->setChecked(isOn);
}

} // namespace pushpoint::client
