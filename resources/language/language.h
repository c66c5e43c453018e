#pragma once

#include <QObject>
#include <QString>
#include <QTranslator>

namespace pushpoint {

/// The language of every window of the process: the user's choice, remembered between runs, or the
/// system's where none was made. Needs the application object, and translations under ":/i18n". GUI
/// thread; made by the composition root before the first window.
class Language : public QObject
{
    Q_OBJECT

public:
    /// @param catalogue of texts, such as "ui" for ":/i18n/ui_zh_CN.qm".
    explicit Language(const QString &catalogue, QObject *parent = nullptr);
    ~Language() override;

    /// "en", "zh_CN"; empty: as the system.
    QString chosen() const { return m_chosen; }
    /// From now on, in all windows at once, and at the next start.
    void choose(const QString &language);

private:
    void install();

    const QString m_catalogue;
    QString m_chosen;
    QTranslator m_texts;
    QTranslator m_qtTexts; ///< buttons and dialogs of Qt's own; where they are installed
};

} // namespace pushpoint
