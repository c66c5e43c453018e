#include "resources/language/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>

namespace pushpoint {

using namespace Qt::StringLiterals;

Language::Language(const QString &catalogue, QObject *parent)
    : QObject(parent), m_chosen(QSettings().value("language"_L1).toString())
{
    add(catalogue);
}

Language::~Language()
{
    remove();
}

void Language::add(const QString &catalogue)
{
    m_texts.push_back({catalogue, std::make_unique<QTranslator>()});
    install();
}

void Language::remove()
{
    for (const Texts &texts : m_texts)
        QCoreApplication::removeTranslator(texts.translator.get());
    QCoreApplication::removeTranslator(&m_qtTexts);
}

void Language::choose(const QString &language)
{
    if (language == m_chosen)
        return;
    m_chosen = language;
    if (language.isEmpty())
        QSettings().remove("language"_L1);
    else
        QSettings().setValue("language"_L1, language);
    install();
}

void Language::install()
{
    remove();
    const QLocale locale = m_chosen.isEmpty() ? QLocale::system() : QLocale(m_chosen);
    // The first language that the user wants and that is there; English is in the source.
    if (locale.language() == QLocale::English)
        return;
    if (m_qtTexts.load(locale, u"qtbase"_s, u"_"_s,
                       QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qtTexts);
    for (const Texts &texts : m_texts) {
        if (texts.translator->load(locale, texts.catalogue, u"_"_s, u":/i18n"_s))
            QCoreApplication::installTranslator(texts.translator.get());
    }
}

} // namespace pushpoint
