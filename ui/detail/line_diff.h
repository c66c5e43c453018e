#pragma once

#include <QStringList>

#include <vector>

namespace pushpoint::ui {

struct DiffLine
{
    enum class Kind { Same, Removed, Added };
    Kind kind;
    QString text;

    bool operator==(const DiffLine &) const = default;
};

/// What leads from the old lines to the new ones, in order: shortest where the differing part is
/// not too large, else all of it removed and added. Pure.
std::vector<DiffLine> diffLines(const QStringList &before, const QStringList &after);

} // namespace pushpoint::ui
