#include "ui/filter/filter_matcher.h"

#include "ui/filter/pattern_search.h"
#include "ui/filter/text_search.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;
using Combination = FilterExpression::Combination;

namespace {

/// `b*` as a pattern for whole names.
QRegularExpression wildcardOf(const QString &pattern)
{
    QStringList parts;
    for (const QString &part : pattern.split(u'*'))
        parts += QRegularExpression::escape(part);
    return QRegularExpression(QRegularExpression::anchoredPattern(parts.join(u".*"_s)),
                              QRegularExpression::CaseInsensitiveOption
                                  | QRegularExpression::DotMatchesEverythingOption);
}

bool holds(qint64 left, FilterRelation relation, qint64 right)
{
    switch (relation) {
    case FilterRelation::Equal:
        return left == right;
    case FilterRelation::Less:
        return left < right;
    case FilterRelation::LessOrEqual:
        return left <= right;
    case FilterRelation::Greater:
        return left > right;
    case FilterRelation::GreaterOrEqual:
        return left >= right;
    }
    Q_UNREACHABLE();
}

bool speaksOfGaps(const FilterExpression &expression)
{
    if (const auto *kinds = std::get_if<KindTerm>(&expression.term); kinds && kinds->gaps)
        return true;
    return std::any_of(expression.parts.begin(), expression.parts.end(), speaksOfGaps);
}

} // namespace

/// A part of the filter with what makes it quick.
struct FilterMatcher::Node
{
    explicit Node(const FilterExpression &expression, qint64 nowMs)
        : combination(expression.combination), term(expression.term)
    {
        if (const auto *name = std::get_if<NameTerm>(&term)) {
            if (name->pattern.contains(u'*'))
                wildcard = wildcardOf(name->pattern);
        } else if (const auto *text = std::get_if<TextTerm>(&term)) {
            search = TextSearch(text->text);
        } else if (const auto *pattern = std::get_if<PatternTerm>(&term)) {
            patternSearch = PatternSearch(pattern->pattern);
            if (!pattern->requiredText.isEmpty())
                required = TextSearch(pattern->requiredText);
        } else if (const auto *last = std::get_if<LastTerm>(&term)) {
            sinceMs = nowMs - last->durationMs;
        }
        for (const FilterExpression &part : expression.parts)
            parts.push_back(std::make_unique<Node>(part, nowMs));
    }

    Combination combination;
    FilterExpression::Term term;
    std::vector<std::unique_ptr<Node>> parts;
    std::optional<QRegularExpression> wildcard;
    TextSearch search;
    std::optional<PatternSearch> patternSearch;
    std::optional<TextSearch> required; ///< of a pattern: without it there is no match
    qint64 sinceMs = std::numeric_limits<qint64>::min();
    quint64 knownOf = ~quint64(0); ///< the chunk, by its first row, whose names are known
    QHash<TrafficChunk::TextAt, bool> known;
};

struct FilterMatcher::RowAt
{
    const TrafficRows &rows;
    const TrafficChunk &chunk;
    const TrafficChunk::Row &row;
    quint64 sequence;
};

FilterMatcher::FilterMatcher(const FilterExpression &expression, qint64 nowMs)
    : m_root(std::make_unique<Node>(expression, nowMs)), m_matchesAll(expression.matchesAll()),
      m_speaksOfGaps(speaksOfGaps(expression))
{ }

FilterMatcher::~FilterMatcher() = default;

bool FilterMatcher::matches(const TrafficRows &rows, const TrafficChunk &chunk, quint64 sequence)
{
    if (m_matchesAll)
        return true;
    const RowAt at{rows, chunk, chunk.row(static_cast<quint32>(sequence - chunk.first())),
                   sequence};
    if (at.row.isGap && !m_speaksOfGaps)
        return true;
    m_tooCostly = false;
    const bool matching = matches(*m_root, at);
    m_tooCostlyRows += m_tooCostly ? 1 : 0;
    return matching;
}

bool FilterMatcher::matches(Node &node, const RowAt &at)
{
    const auto matchesPart = [&](const auto &part) { return matches(*part, at); };
    switch (node.combination) {
    case Combination::All:
        return std::all_of(node.parts.begin(), node.parts.end(), matchesPart);
    case Combination::Any:
        return std::any_of(node.parts.begin(), node.parts.end(), matchesPart);
    case Combination::Not:
        return !matches(*node.parts.front(), at);
    case Combination::Term:
        break;
    }
    const TrafficChunk::Row &row = at.row;
    if (const auto *kinds = std::get_if<KindTerm>(&node.term))
        return row.isGap ? kinds->gaps : (kinds->kinds >> row.kind & 1) != 0;
    if (row.isGap)
        return false;
    if (const auto *name = std::get_if<NameTerm>(&node.term))
        return hasOneOf(*name, node, at);
    if (const auto *figure = std::get_if<FigureTerm>(&node.term))
        return figureHolds(*figure, at);
    if (std::holds_alternative<LastTerm>(node.term))
        return row.wallClockMs >= node.sinceMs;
    return hasText(node, at);
}

bool FilterMatcher::figureHolds(const FigureTerm &figure, const RowAt &at)
{
    const TrafficChunk::Row &row = at.row;
    const auto is = [&figure](qint64 value) {
        return value > 0 && holds(value, figure.relation, figure.value);
    };
    const qint64 value = figure.field->of.keptFigure(row);
    if (figure.field->value == TrafficField::Value::Takers)
        return isAcceptedPublish(static_cast<TrafficKind>(row.kind))
            && holds(value, figure.relation, figure.value);
    if (is(value) || figure.field->value != TrafficField::Value::Connection)
        return is(value);
    const auto trace = at.rows.trace(at.sequence); // who took it
    return trace
        && std::any_of(trace->deliveries.begin(), trace->deliveries.end(),
                       [&is](const DeliveryTrace &delivery) {
                           return is(static_cast<qint64>(delivery.connectionId));
                       });
}

bool FilterMatcher::hasOneOf(const NameTerm &name, Node &node, const RowAt &at)
{
    if (name.field != nullptr)
        return hasName(node, at, name.field->of.keptText(at.chunk, at.row));
    return hasName(node, at, at.row.to) || hasName(node, at, at.row.from);
}

bool FilterMatcher::hasName(Node &node, const RowAt &at, TrafficChunk::TextAt name)
{
    if (name == 0)
        return false;
    if (node.knownOf != at.chunk.first()) {
        node.known.clear();
        node.knownOf = at.chunk.first();
    }
    const auto known = node.known.constFind(name);
    if (known != node.known.cend())
        return *known;
    const bool is = nameMatches(node, at.chunk.text(name));
    node.known.insert(name, is);
    return is;
}

bool FilterMatcher::nameMatches(const Node &node, QByteArrayView name)
{
    const auto *term = std::get_if<NameTerm>(&node.term);
    if (term == nullptr)
        return contains(node, name);
    const auto is = [&](const QString &text) {
        return node.wildcard ? node.wildcard->match(text).hasMatch()
                             : text.compare(term->pattern, Qt::CaseInsensitive) == 0;
    };
    const QStringList names = QString::fromUtf8(name).split(u'\n'); // nodes are several
    return std::any_of(names.begin(), names.end(), is);
}

bool FilterMatcher::hasText(Node &node, const RowAt &at)
{
    const TrafficChunk::Row &row = at.row;
    if (hasName(node, at, row.to) || hasName(node, at, row.from))
        return true;
    const auto has = [&](TrafficChunk::TextAt text) {
        return text != 0 && contains(node, at.chunk.text(text));
    };
    if (has(row.note))
        return true;
    if (at.chunk.text(row.preview).size() < row.sizeBytes) {
        if (const auto trace = at.rows.trace(at.sequence))
            return contains(node, trace->contentJson);
    }
    return has(row.preview);
}

bool FilterMatcher::contains(const Node &node, QByteArrayView utf8)
{
    if (!node.patternSearch)
        return node.search.isIn(utf8);
    if (node.required && !node.required->isIn(utf8))
        return false;
    const auto found = node.patternSearch->in(utf8.first(std::min(utf8.size(), patternBytesMax)));
    m_tooCostly = m_tooCostly || found == PatternSearch::Found::TooCostly;
    return found == PatternSearch::Found::Yes;
}

} // namespace pushpoint::ui
