#include "ui/server_page/server_page.h"

#include "resources/language/retranslation.h"
#include "ui/server_page/log_panel.h"
#include "ui/server_page/qr_code.h"
#include "ui/words/display_text.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>

#include <algorithm>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

QLabel *boldLabel()
{
    auto *label = new QLabel;
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    return label;
}

} // namespace

ServerPage::ServerPage(QWidget *parent)
    : QWidget(parent), m_phoneTitle(boldLabel()), m_phoneText(new QLabel), m_code(new QrCode),
      m_optionsTitle(boldLabel()), m_optionsTree(new QTreeWidget), m_log(new LogPanel)
{
    m_optionsTree->setObjectName(u"options"_s);
    m_optionsTree->setRootIsDecorated(false);
    m_optionsTree->setUniformRowHeights(true);
    m_optionsTree->setAlternatingRowColors(true);
    m_optionsTree->setColumnCount(4);
    m_optionsTitle->setBuddy(m_optionsTree);
    auto *options = new QVBoxLayout;
    options->addWidget(m_optionsTitle);
    options->addWidget(m_optionsTree, 1);
    auto *upper = new QHBoxLayout;
    upper->addWidget(makePhone());
    upper->addLayout(options, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->addLayout(upper, 3);
    layout->addWidget(m_log, 2);
    setFocusProxy(m_optionsTree);
    keepTranslated(this, [this] { setTexts(); });
}

QWidget *ServerPage::makePhone()
{
    auto *phone = new QWidget;
    m_phoneText->setObjectName(u"phoneText"_s);
    m_phoneText->setTextFormat(Qt::PlainText);
    m_phoneText->setWordWrap(true);
    m_phoneText->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_code->setObjectName(u"qrCode"_s);
    auto *layout = new QVBoxLayout(phone);
    layout->setContentsMargins(0, 0, 12, 0);
    layout->addWidget(m_phoneTitle);
    layout->addWidget(m_code);
    layout->addWidget(m_phoneText);
    layout->addStretch();
    phone->setFixedWidth(m_code->sizeHint().width() + 40);
    return phone;
}

void ServerPage::setTexts()
{
    m_phoneTitle->setText(tr("For phones"));
    m_code->setAccessibleName(tr("QR code of the page's address"));
    m_optionsTitle->setText(tr("Optio&ns"));
    m_optionsTree->setAccessibleName(tr("Options"));
    m_optionsTree->setHeaderLabels({tr("Option"), tr("Value"), tr("Default"), tr("Meaning")});
    showAddress();
    fillOptions();
}

void ServerPage::showListening(const QUrl &reachableUrl)
{
    m_listening = true;
    m_reachableUrl = reachableUrl;
    showAddress();
}

void ServerPage::showStopped()
{
    m_listening = false;
    m_reachableUrl.clear();
    showAddress();
}

void ServerPage::showAddress()
{
    const QString address = m_reachableUrl.toString();
    m_code->setText(address);
    if (!m_listening)
        m_phoneText->setText(tr("The server is not running. Press Start."));
    else if (address.isEmpty())
        m_phoneText->setText(tr("The server listens to this machine only. To let phones of your "
                                "network in, start it with --host 0.0.0.0, and with --auth or "
                                "--open; then a code to scan stands here."));
    else
        m_phoneText->setText(tr("Scan the code with a phone of the same network, or open %1 there.")
                                 .arg(visibleText(address)));
}

void ServerPage::showOptions(const QList<OptionValue> &options)
{
    m_options = options;
    std::stable_partition(m_options.begin(), m_options.end(),
                          [](const OptionValue &option) { return option.differs(); });
    fillOptions();
}

void ServerPage::fillOptions()
{
    m_optionsTree->clear();
    for (const OptionValue &option : std::as_const(m_options)) {
        auto *item = new QTreeWidgetItem(
            m_optionsTree,
            {option.name, visibleText(option.value), option.defaultValue,
             QCoreApplication::translate("Option", option.description.toUtf8().constData())});
        if (!option.differs())
            continue;
        QFont bold = m_optionsTree->font();
        bold.setBold(true);
        item->setFont(0, bold);
        item->setFont(1, bold);
    }
    for (int column = 0; column < 3; ++column)
        m_optionsTree->resizeColumnToContents(column);
}

void ServerPage::addLogLine(const LogLine &line)
{
    m_log->append(line);
}

} // namespace pushpoint::ui
