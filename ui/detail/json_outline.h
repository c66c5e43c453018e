#pragma once

#include <QByteArray>
#include <QStringList>

#include <vector>

namespace pushpoint::ui {

/// Where the values of a JSON text stand in it, as a tree. The text itself is kept as it was sent:
/// numbers, the order of keys and escapes stay. A value; any thread.
class JsonOutline
{
public:
    struct Node
    {
        int parent = -1;
        int row = 0;         ///< among its parent's children
        QByteArrayView key;  ///< with its quotes; empty: an element of an array, or the root
        QByteArrayView text; ///< of an object or array: all of it
        std::vector<int> children;

        bool isObject() const { return text.startsWith('{'); }
        bool isArray() const { return text.startsWith('['); }
    };

    /// Nothing is shared with others but the text. @param json valid; what is not, ends the
    /// outline.
    explicit JsonOutline(const QByteArray &json = {});
    Q_DISABLE_COPY(JsonOutline)
    JsonOutline(JsonOutline &&) = default;
    JsonOutline &operator=(JsonOutline &&) = default;

    /// The root is the first; none: there is no content.
    const std::vector<Node> &nodes() const { return m_nodes; }
    /// The text has more values than are shown.
    bool isCut() const { return m_isCut; }
    /// `$.a[0]["b c"]`.
    QString path(int node) const;
    /// One value or bracket a line, indented.
    QStringList prettyLines() const;

    static constexpr size_t nodesMax = 200'000;

private:
    void addPretty(int node, int depth, const QString &after, QStringList &lines) const;

    QByteArray m_json;
    std::vector<Node> m_nodes;
    bool m_isCut = false;
};

} // namespace pushpoint::ui
