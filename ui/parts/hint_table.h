#pragma once

#include <QTableView>

namespace pushpoint::ui {

/// A table of rows for reading: whole rows are selected, one height, no editing, Ctrl+C copies the
/// selected rows with tabs between the cells. While it is empty it shows a hint what to do first.
/// GUI thread; a plain widget.
class HintTable : public QTableView
{
    Q_OBJECT

public:
    explicit HintTable(QWidget *parent = nullptr);

    /// Plain text, shown in the middle while there is no row.
    void setHint(const QString &hint);
    QString hint() const { return m_hint; }
    /// Makes each column as wide as its title and this sample need. The last one takes the rest.
    void setColumnSamples(const QStringList &samples);
    /// The selected rows as text, in the order shown; empty without a selection.
    QString selectedText() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void paintBackground(const QRect &area);

    QString m_hint;
};

} // namespace pushpoint::ui
