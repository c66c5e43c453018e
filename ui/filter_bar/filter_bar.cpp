#include "ui/filter_bar/filter_bar.h"

#include "resources/language/retranslation.h"
#include "ui/filter/filter_completion.h"
#include "ui/filter_bar/filter_field.h"
#include "ui/filter_bar/filter_help.h"
#include "ui/filter_bar/kind_chips.h"
#include "ui/filter_bar/saved_filters.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype namesMax = 2'000;
constexpr auto offerNamesAfter = 300ms;

} // namespace

FilterBar::FilterBar(QWidget *parent)
    : QWidget(parent), m_field(new FilterField), m_chips(new KindChips),
      m_saved(new SavedFilters(this)), m_error(new QLabel), m_notice(new QLabel)
{
    makeLayout();
    m_offerNames.setSingleShot(true);
    m_offerNames.setInterval(offerNamesAfter);
    connect(&m_offerNames, &QTimer::timeout, this, &FilterBar::offerNames);
    connect(m_field, &QLineEdit::textChanged, this, &FilterBar::onTextChanged);
    connect(m_saved, &SavedFilters::picked, this, &FilterBar::setText);
    connect(m_chips, &KindChips::toggled, this,
            [this](const QString &kind) { setText(withKindToggled(text(), kind)); });
}

void FilterBar::makeLayout()
{
    m_field->setObjectName(u"trafficFilter"_s);
    m_error->setObjectName(u"filterError"_s);
    m_error->setTextFormat(Qt::PlainText);
    m_error->setWordWrap(true);
    m_error->hide();
    m_notice->setObjectName(u"filterNotice"_s);
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->hide();
    auto *saved = new QToolButton;
    saved->setObjectName(u"savedFilters"_s);
    saved->setText(u"★"_s);
    saved->setMenu(m_saved);
    saved->setPopupMode(QToolButton::InstantPopup);
    saved->setFocusPolicy(Qt::StrongFocus);
    auto *help = new QToolButton;
    help->setObjectName(u"filterHelp"_s);
    help->setText(u"?"_s);
    help->setFocusPolicy(Qt::StrongFocus);
    connect(help, &QToolButton::clicked, this, [this] { FilterHelp::show(window()); });

    keepTranslated(this, [=, this] {
        m_field->setPlaceholderText(
            tr("Filter: a word, to:Alice, kind:offline, size>1k … (Ctrl+F)"));
        m_field->setAccessibleName(tr("Filter traffic"));
        saved->setToolTip(tr("Saved filters"));
        saved->setAccessibleName(saved->toolTip());
        help->setToolTip(tr("How to filter"));
        help->setAccessibleName(help->toolTip());
        showError();
    });

    m_line = new QHBoxLayout;
    m_line->setSpacing(4);
    m_line->addWidget(m_field, 1);
    m_line->addWidget(m_notice);
    m_line->addWidget(saved);
    m_line->addWidget(help);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(m_line);
    layout->addWidget(m_error);
}

QString FilterBar::text() const
{
    return m_field->text();
}

void FilterBar::setText(const QString &text)
{
    m_field->setText(text);
}

void FilterBar::addBeside(QWidget *widget)
{
    m_line->insertWidget(2, widget);
}

void FilterBar::edit()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void FilterBar::setNotice(const QString &notice)
{
    m_notice->setText(notice);
    m_notice->setVisible(!notice.isEmpty());
}

void FilterBar::noteNames(const QByteArrayList &utf8)
{
    const qsizetype known = m_names.size();
    for (const QByteArray &name : utf8) {
        if (m_names.size() >= namesMax)
            break;
        m_names.insert(name);
    }
    if (m_names.size() != known && !m_offerNames.isActive())
        m_offerNames.start();
}

void FilterBar::offerNames()
{
    QStringList names;
    names.reserve(m_names.size());
    for (const QByteArray &name : std::as_const(m_names))
        names += QString::fromUtf8(name);
    std::sort(names.begin(), names.end());
    m_field->setNames(names);
}

void FilterBar::onTextChanged(const QString &text)
{
    const FilterParse parsed = FilterParser::parse(text);
    const auto *error = std::get_if<FilterError>(&parsed);
    m_chips->showText(text);
    m_saved->setCurrent(text, error == nullptr);
    m_error->setVisible(error != nullptr);
    if (error != nullptr) {
        showError();
        m_field->mark(error->where);
        return;
    }
    m_field->mark({});
    Q_EMIT filterChanged(std::get<FilterExpression>(parsed));
}

void FilterBar::showError()
{
    const FilterParse parsed = FilterParser::parse(text()); // the error speaks a language, too
    const auto *error = std::get_if<FilterError>(&parsed);
    if (error == nullptr)
        return;
    const QString part = text().sliced(error->where.begin, error->where.length);
    m_error->setText(part.isEmpty() ? tr("✗ at the end: %1").arg(error->text)
                                    : tr("✗ %1 — at character %2: %3")
                                          .arg(part)
                                          .arg(error->where.begin + 1)
                                          .arg(error->text));
}

} // namespace pushpoint::ui
