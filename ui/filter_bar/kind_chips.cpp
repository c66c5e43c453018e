#include "ui/filter_bar/kind_chips.h"

#include "resources/language/retranslation.h"
#include "ui/filter/filter_completion.h"
#include "ui/filter/filter_values.h"
#include "ui/words/kind_mark.h"
#include "ui/words/traffic_text.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

KindChips::KindChips(QWidget *parent) : QWidget(parent)
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(2);
    const int side = fontMetrics().height() * 2 / 3;
    for (int i = 0; i <= static_cast<int>(TrafficKind::Pong); ++i) {
        const auto kind = static_cast<TrafficKind>(i);
        auto *chip = new QToolButton;
        chip->setObjectName(u"chip-"_s + filterWord(kind));
        chip->setIcon(QIcon(kindMark(kind, side, devicePixelRatioF())));
        chip->setIconSize({side, side});
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setCheckable(true);
        chip->setAutoRaise(true);
        chip->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        chip->setMinimumWidth(side + 12);
        chip->setFocusPolicy(Qt::StrongFocus);
        keepTranslated(chip, [chip, kind] {
            chip->setText(TrafficText::kind(kind));
            chip->setToolTip(tr("Show only this kind, and the others chosen"));
            chip->setAccessibleName(tr("Show %1").arg(chip->text()));
        });
        connect(chip, &QToolButton::clicked, this,
                [this, kind] { Q_EMIT toggled(filterWord(kind)); });
        line->addWidget(chip);
        m_chips += chip;
    }
}

QSize KindChips::minimumSizeHint() const
{
    const int mark = m_chips.first()->iconSize().width() + 12;
    return {static_cast<int>(m_chips.size()) * mark, QWidget::minimumSizeHint().height()};
}

void KindChips::showText(const QString &filterText)
{
    const QStringList kinds = kindsOf(filterText);
    for (qsizetype i = 0; i < m_chips.size(); ++i)
        m_chips[i]->setChecked(kinds.contains(filterWord(static_cast<TrafficKind>(i))));
}

} // namespace pushpoint::ui
