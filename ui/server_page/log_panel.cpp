#include "ui/server_page/log_panel.h"

#include "resources/language/retranslation.h"
#include "ui/parts/hint_table.h"
#include "ui/parts/tail_follower.h"
#include "ui/server_page/log_model.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

LogPanel::LogPanel(QWidget *parent)
    : QWidget(parent), m_model(new LogModel(this)), m_table(new HintTable), m_title(new QLabel),
      m_level(new QComboBox), m_copy(new QPushButton), m_clear(new QPushButton)
{
    new TailFollower(m_table, m_model);
    m_table->setObjectName(u"log"_s);
    m_table->setColumnSamples(
        {u"23:59:59.999"_s, u"warning"_s, u"pushpoint.presence"_s, u"connections"_s});
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setBuddy(m_table);
    m_level->setObjectName(u"logLevel"_s);
    m_level->addItems({QString(), QString(), QString()});
    auto *line = new QHBoxLayout;
    line->addWidget(m_title);
    line->addStretch();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_level, m_copy, m_clear})
        line->addWidget(widget);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(line);
    layout->addWidget(m_table, 1);
    connect(m_level, &QComboBox::currentIndexChanged, m_model, &LogModel::setGravityMin);
    connect(m_copy, &QPushButton::clicked, this, &LogPanel::copy);
    connect(m_clear, &QPushButton::clicked, m_model, &LogModel::clear);
    keepTranslated(this, [this] { setTexts(); });
}

void LogPanel::setTexts()
{
    m_title->setText(tr("Lo&g"));
    m_table->setAccessibleName(tr("Log"));
    m_table->setHint(tr("Nothing was logged yet."));
    m_level->setAccessibleName(tr("What is shown of the log"));
    m_level->setItemText(0, tr("everything"));
    m_level->setItemText(1, tr("information and worse"));
    m_level->setItemText(2, tr("warnings and worse"));
    m_copy->setText(tr("Copy"));
    m_copy->setToolTip(tr("Copy the selected lines, or all"));
    m_clear->setText(tr("Clear"));
}

void LogPanel::append(const LogLine &line)
{
    m_model->append(line);
}

void LogPanel::copy()
{
    if (!m_table->selectionModel()->hasSelection())
        m_table->selectAll();
    QGuiApplication::clipboard()->setText(m_table->selectedText());
}

} // namespace pushpoint::ui
