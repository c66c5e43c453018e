#include "ui/detail/json_outline.h"

#include "server/protocol/json/json_members.h"

#include <QRegularExpression>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int depthShownMax = 200; ///< deeper values stay on one line

} // namespace

JsonOutline::JsonOutline(const QByteArray &json) : m_json(json)
{
    const QByteArrayView text(m_json);
    std::vector<int> open;
    QByteArrayView key;
    qsizetype at = 0;
    for (auto token = nextJsonToken(text, at); !token.isEmpty(); token = nextJsonToken(text, at)) {
        const char c = token.front();
        if (c == ',' || c == ':')
            continue;
        if (c == '}' || c == ']') {
            if (open.empty())
                return;
            Node &closed = m_nodes[size_t(open.back())];
            closed.text = {closed.text.data(), text.data() + at - closed.text.data()};
            open.pop_back();
            continue;
        }
        if (c == '"' && key.isEmpty() && !open.empty() && m_nodes[size_t(open.back())].isObject()) {
            key = token;
            continue;
        }
        if (m_nodes.size() == nodesMax) {
            m_isCut = true;
            for (const int node : open)
                m_nodes[size_t(node)].text
                    = text.sliced(m_nodes[size_t(node)].text.data() - text.data());
            return;
        }
        Node node;
        node.parent = open.empty() ? -1 : open.back();
        node.key = std::exchange(key, {});
        node.text = token;
        const int index = int(m_nodes.size());
        if (node.parent >= 0) {
            node.row = int(m_nodes[size_t(node.parent)].children.size());
            m_nodes[size_t(node.parent)].children.push_back(index);
        }
        m_nodes.push_back(std::move(node));
        if (c == '{' || c == '[')
            open.push_back(index);
        else if (open.empty())
            return; // the root is a plain value
    }
}

QString JsonOutline::path(int node) const
{
    static const QRegularExpression plain(u"^[A-Za-z_][A-Za-z_0-9]*$"_s);
    QString path;
    for (int at = node; at >= 0 && m_nodes[size_t(at)].parent >= 0;
         at = m_nodes[size_t(at)].parent) {
        const Node &step = m_nodes[size_t(at)];
        if (step.key.isEmpty()) {
            path.prepend(u"[%1]"_s.arg(step.row));
            continue;
        }
        const QString quoted = QString::fromUtf8(step.key);
        const QString name = quoted.mid(1, quoted.size() - 2);
        path.prepend(plain.match(name).hasMatch() ? u'.' + name : u'[' + quoted + u']');
    }
    return u'$' + path;
}

QStringList JsonOutline::prettyLines() const
{
    QStringList lines;
    if (!m_nodes.empty())
        addPretty(0, 0, {}, lines);
    return lines;
}

void JsonOutline::addPretty(int index, int depth, const QString &after, QStringList &lines) const
{
    const Node &node = m_nodes[size_t(index)];
    const QString indent(depth * 2, u' ');
    const QString before
        = node.key.isEmpty() ? indent : indent + QString::fromUtf8(node.key) + u": "_s;
    if (node.children.empty() || depth >= depthShownMax) {
        lines += before + QString::fromUtf8(node.text) + after;
        return;
    }
    lines += before + (node.isObject() ? u'{' : u'[');
    for (const int child : node.children)
        addPretty(child, depth + 1, child == node.children.back() ? QString() : u","_s, lines);
    lines += indent + (node.isObject() ? u'}' : u']') + after;
}

} // namespace pushpoint::ui
