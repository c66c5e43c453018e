#pragma once

#include "ui/filter/filter_expression.h"

#include <QByteArrayList>
#include <QSet>
#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace pushpoint::ui {

class FilterField;
class KindChips;
class SavedFilters;

/// Where the traffic's filter is made: the field, what is wrong with it, saved filters, help, and
/// the chips (which stand elsewhere, but belong here). A filter that is not understood changes
/// nothing: the one before it stays. GUI thread; a plain widget.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit FilterBar(QWidget *parent = nullptr);

    KindChips *chips() const { return m_chips; }
    QString text() const;
    void setText(const QString &text);
    /// Puts the cursor into the field.
    void edit();
    /// Puts a widget beside the field.
    void addBeside(QWidget *widget);
    /// For completion; kept up to a number.
    void noteNames(const QByteArrayList &utf8);
    /// What the search says of itself, such as "searching… 43 %"; empty: nothing.
    void setNotice(const QString &notice);

Q_SIGNALS:
    void filterChanged(const pushpoint::ui::FilterExpression &filter);

private:
    void makeLayout();
    void showError();
    void onTextChanged(const QString &text);
    void offerNames();

    FilterField *m_field;
    KindChips *m_chips;
    SavedFilters *m_saved;
    QLabel *m_error;
    QLabel *m_notice;
    QHBoxLayout *m_line = nullptr;
    QSet<QByteArray> m_names;
    QTimer m_offerNames; ///< new names are offered a little later, all at once
};

} // namespace pushpoint::ui
