#include "resources/language/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>

namespace pushpoint {

using namespace Qt::StringLiterals;

Language::Language(const QString &catalogue, QObject *parent)
    : QObject(parent), m_catalogue(catalogue), m_chosen(QSettings().value("language"_L1).toString())
{
    install();
}

Language::~Language()
{
    QCoreApplication::removeTranslator(&m_texts);
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
    QCoreApplication::removeTranslator(&m_texts);
    QCoreApplication::removeTranslator(&m_qtTexts);
    const QLocale locale = m_chosen.isEmpty() ? QLocale::system() : QLocale(m_chosen);
    // The first language that the user wants and that is there; English is in the source.
    if (locale.language() == QLocale::English)
        return;
    if (m_qtTexts.load(locale, u"qtbase"_s, u"_"_s,
                       QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qtTexts);
    if (m_texts.load(locale, m_catalogue, u"_"_s, u":/i18n"_s))
        QCoreApplication::installTranslator(&m_texts);
}

} // namespace pushpoint
