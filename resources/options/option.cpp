#include "resources/options/option.h"

#include <QCommandLineParser>

#include <algorithm>

namespace pushpoint {

using namespace Qt::StringLiterals;

Option::Option(QAnyStringView optionName, QAnyStringView valueWord, QAnyStringView help,
               std::function<Refusal(const QString &)> reader, std::function<QString()> writer)
    : name(optionName.toString()), value(valueWord.toString()), text(help.toString()),
      read(std::move(reader)), write(std::move(writer))
{ }

void addOptions(QCommandLineParser &parser, const QList<Option> &options)
{
    for (const Option &option : options) {
        QString text = option.text;
        const QString usual = option.write && !option.isSwitch() ? option.write() : QString();
        if (!usual.isEmpty()) // before the full stop where there is one
            text.insert(text.size() - (text.endsWith(u'.') ? 1 : 0),
                        u" (default: %1)"_s.arg(usual));
        parser.addOption({option.name, text, option.value});
    }
}

QList<GivenOption> givenOptions(const QCommandLineParser &parser, const QList<Option> &options)
{
    QList<GivenOption> given;
    for (const Option &option : options) {
        const QString origin = u"--"_s + option.name;
        const QString variable = option.variable.isEmpty()
            ? QString()
            : qEnvironmentVariable(option.variable.toLatin1().constData());
        if (!parser.isSet(option.name)) {
            if (!variable.isEmpty())
                given.append({option.name, variable, option.variable});
        } else if (option.isSwitch()) {
            given.append({option.name, u"true"_s, origin});
        } else {
            for (const QString &value : parser.values(option.name))
                given.append({option.name, value, origin});
        }
    }
    return given;
}

Refusal readOptions(const QList<Option> &options, const QList<GivenOption> &given)
{
    for (const GivenOption &one : given) {
        if (const auto wrong = findOption(options, one.name)->read(one.text))
            return u"%1: %2"_s.arg(one.origin, *wrong);
    }
    for (const GivenOption &one : given) {
        const Option &option = *findOption(options, one.name);
        const bool has = option.needs.isEmpty()
            || std::ranges::any_of(given, [&](const auto &o) { return o.name == option.needs; });
        if (!has)
            return u"%1 goes with --%2"_s.arg(one.origin, option.needs);
        if (const auto wrong = option.check ? option.check() : Refusal())
            return u"%1: %2"_s.arg(one.origin, *wrong);
    }
    return {};
}

const Option *findOption(const QList<Option> &options, const QString &name)
{
    const auto at = std::ranges::find(options, name, &Option::name);
    return at == options.end() ? nullptr : &*at;
}

Option switchOption(QAnyStringView name, QAnyStringView text, bool &place)
{
    const auto read = [&place](const QString &given) -> Refusal {
        if (given != "true"_L1 && given != "false"_L1)
            return u"write true or false"_s;
        place = given == "true"_L1;
        return {};
    };
    return {name, {}, text, read, [&place] { return place ? u"true"_s : u"false"_s; }};
}

Option textOption(QAnyStringView name, QAnyStringView value, QAnyStringView text, QString &place)
{
    const auto read = [&place](const QString &given) -> Refusal {
        place = given;
        return {};
    };
    return {name, value, text, read, [&place] { return place; }};
}

Option numberOption(QAnyStringView name, QAnyStringView text, qint64 smallest, qint64 largest,
                    std::function<void(qint64)> set, std::function<qint64()> get)
{
    const auto read = [smallest, largest, set = std::move(set)](const QString &given) -> Refusal {
        bool ok = false;
        const qint64 number = given.toLongLong(&ok);
        if (!ok || number < smallest || number > largest)
            return u"\"%1\" is no number from %2 to %3"_s.arg(given).arg(smallest).arg(largest);
        set(number);
        return {};
    };
    return {name, u"number"_s, text, read,
            [get = std::move(get)] { return QString::number(get()); }};
}

Option choiceOption(QAnyStringView name, QAnyStringView text, const QStringList &words,
                    std::function<void(qsizetype)> set, std::function<qsizetype()> get)
{
    const auto read = [words, set = std::move(set)](const QString &given) -> Refusal {
        const qsizetype at = words.indexOf(given);
        if (at < 0)
            return u"\"%1\" is neither %2 nor %3"_s.arg(
                given, words.first(words.size() - 1).join(u", "_s), words.constLast());
        set(at);
        return {};
    };
    return {name, words.join(u'|'), text, read,
            [words, get = std::move(get)] { return words.at(get()); }};
}

} // namespace pushpoint
