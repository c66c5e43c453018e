#include "ui/connections/connection_order.h"

#include <algorithm>
#include <numeric>

namespace pushpoint::ui {

std::vector<int> connectionOrder(const std::vector<const ConnectionFigures *> &rows, int column,
                                 Qt::SortOrder sortOrder)
{
    std::vector<int> order(rows.size());
    std::iota(order.begin(), order.end(), 0);
    const auto at = [&rows](int row) { return rows[static_cast<size_t>(row)]; };
    const bool descending = sortOrder == Qt::DescendingOrder;
    const auto sortBy = [&](const auto &keys) {
        std::sort(order.begin(), order.end(), [&](int a, int b) {
            const auto &left = keys[static_cast<size_t>(descending ? b : a)];
            const auto &right = keys[static_cast<size_t>(descending ? a : b)];
            if (left != right)
                return left < right;
            return at(a)->stats.id < at(b)->stats.id; // or equals would change places
        });
    };
    if (isNumberColumn(column)) {
        std::vector<double> keys;
        for (const ConnectionFigures *row : rows)
            keys.push_back(connectionSortNumber(*row, column));
        sortBy(keys);
    } else {
        std::vector<QString> keys;
        for (const ConnectionFigures *row : rows)
            keys.push_back(connectionSortText(*row, column));
        sortBy(keys);
    }
    return order;
}

} // namespace pushpoint::ui
