#pragma once

#include <QObject>
#include <QString>
#include <QTranslator>

#include <memory>
#include <vector>

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

    /// Texts that other rooms bring along, in a catalogue of their own.
    void add(const QString &catalogue);

    /// "en", "zh_CN"; empty: as the system.
    QString chosen() const { return m_chosen; }
    /// From now on, in all windows at once, and at the next start.
    void choose(const QString &language);

private:
    void install();
    void remove();

    /// The texts of one catalogue, in the language of the moment.
    struct Texts
    {
        QString catalogue;
        std::unique_ptr<QTranslator> translator;
    };
    QString m_chosen;
    std::vector<Texts> m_texts;
    QTranslator m_qtTexts; ///< buttons and dialogs of Qt's own; where they are installed
};

} // namespace pushpoint
