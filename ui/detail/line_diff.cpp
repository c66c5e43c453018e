#include "ui/detail/line_diff.h"

#include <algorithm>

namespace pushpoint::ui {

namespace {

/// Cells of the table that finds the longest common lines: 16 MB and some milliseconds.
constexpr qsizetype cellsMax = 4'000'000;

/// The middle, where both ends differ.
void diffMiddle(const QStringList &before, const QStringList &after, std::vector<DiffLine> &lines)
{
    const qsizetype rows = before.size();
    const qsizetype columns = after.size();
    qsizetype i = 0;
    qsizetype j = 0;
    if (rows > 0 && columns > 0 && rows <= cellsMax / columns) {
        const size_t width = size_t(columns) + 1;
        std::vector<int> common((size_t(rows) + 1) * width); // of the lines from here on
        const auto cell = [&](qsizetype r, qsizetype c) -> int & {
            return common[size_t(r) * width + size_t(c)];
        };
        for (qsizetype r = rows - 1; r >= 0; --r) {
            for (qsizetype c = columns - 1; c >= 0; --c)
                cell(r, c) = before[r] == after[c] ? cell(r + 1, c + 1) + 1
                                                   : std::max(cell(r + 1, c), cell(r, c + 1));
        }
        while (i < rows && j < columns) {
            if (before[i] == after[j]) {
                lines.push_back({DiffLine::Kind::Same, after[j++]});
                ++i;
            } else if (cell(i + 1, j) >= cell(i, j + 1)) {
                lines.push_back({DiffLine::Kind::Removed, before[i++]});
            } else {
                lines.push_back({DiffLine::Kind::Added, after[j++]});
            }
        }
    }
    while (i < rows)
        lines.push_back({DiffLine::Kind::Removed, before[i++]});
    while (j < columns)
        lines.push_back({DiffLine::Kind::Added, after[j++]});
}

} // namespace

std::vector<DiffLine> diffLines(const QStringList &before, const QStringList &after)
{
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype head = 0;
    while (head < shorter && before[head] == after[head])
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head
           && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    std::vector<DiffLine> lines;
    for (qsizetype i = 0; i < head; ++i)
        lines.push_back({DiffLine::Kind::Same, after[i]});
    diffMiddle(before.mid(head, before.size() - head - tail),
               after.mid(head, after.size() - head - tail), lines);
    for (qsizetype i = after.size() - tail; i < after.size(); ++i)
        lines.push_back({DiffLine::Kind::Same, after[i]});
    return lines;
}

} // namespace pushpoint::ui
