#pragma once

#include <QAnyStringView>
#include <QList>
#include <QString>
#include <QStringList>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

class QCommandLineParser;

namespace pushpoint {

/// Says in one sentence what is wrong; nothing if all is well.
using Refusal = std::optional<QString>;

/// An option of a program, described once: the parser, the help, a configuration file and a window
/// all go by this. Bound to the variable that holds its value, which must outlive it.
struct Option
{
    Option(QAnyStringView optionName, QAnyStringView valueWord, QAnyStringView help,
           std::function<Refusal(const QString &)> reader, std::function<QString()> writer = {});

    QString name;  ///< without dashes, the unit of its value last
    QString value; ///< what the help shows for its value; empty: a switch, which is true or false
    QString text;  ///< what it does, in English
    /// Takes one value; a list adds it to the others. The refusal does not name the option.
    std::function<Refusal(const QString &)> read;
    /// The value now, without any secret, as read() takes it: the default until one was read. Not
    /// set: the help names no default.
    std::function<QString()> write;
    /// Checks the value beside those of the other options, once all of them are read.
    std::function<Refusal()> check;
    QString needs;    ///< the option that this one is refused without; empty: none
    QString variable; ///< of the environment, stands in for the option; empty: none
    /// True for a value that others must not see. Not set: none is.
    std::function<bool(const QString &)> holdsSecret;

    bool isSwitch() const { return value.isEmpty(); }
};

/// A value that an option was given.
struct GivenOption
{
    QString name;
    QString text;
    QString origin; ///< begins a refusal: "--port", "PUSHPOINT_SERVER", "my.conf, line 3: --port"
};

/// Adds the options to the parser, with their defaults for the help.
void addOptions(QCommandLineParser &parser, const QList<Option> &options);

/// The values of the command line, or else of the environment, in the order of the options.
QList<GivenOption> givenOptions(const QCommandLineParser &parser, const QList<Option> &options);

/// Reads all values in their order, then checks them. Returns the first refusal, with its origin.
Refusal readOptions(const QList<Option> &options, const QList<GivenOption> &given);

/// The option of this name, or nullptr.
const Option *findOption(const QList<Option> &options, const QString &name);

Option switchOption(QAnyStringView name, QAnyStringView text, bool &place);
Option textOption(QAnyStringView name, QAnyStringView value, QAnyStringView text, QString &place);
Option numberOption(QAnyStringView name, QAnyStringView text, qint64 smallest, qint64 largest,
                    std::function<void(qint64)> set, std::function<qint64()> get);

/// A whole number, or a duration in the unit of its type.
template <typename T>
Option numberOption(QAnyStringView name, QAnyStringView text, qint64 smallest, qint64 largest,
                    T &place)
{
    return numberOption(
        name, text, smallest, largest, [&place](qint64 number) { place = T(number); },
        [&place] { return qint64(place / T(1)); });
}

Option choiceOption(QAnyStringView name, QAnyStringView text, const QStringList &words,
                    std::function<void(qsizetype)> set, std::function<qsizetype()> get);

/// One of a few words, each with what it stands for.
template <typename T>
Option choiceOption(QAnyStringView name, QAnyStringView text,
                    const QList<std::pair<QString, T>> &choices, T &place)
{
    QStringList words;
    for (const auto &choice : choices)
        words += choice.first;
    return choiceOption(
        name, text, words, [choices, &place](qsizetype at) { place = choices[at].second; },
        [choices, &place] {
            const auto at = std::ranges::find(choices, place, &std::pair<QString, T>::second);
            return at - choices.begin();
        });
}

} // namespace pushpoint
