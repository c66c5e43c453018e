#include "tests/tidy/include_rules.h"

#include "tests/tidy/cpp_text.h"

#include <QRegularExpression>

#include <optional>

using namespace Qt::StringLiterals;

namespace pushpoint::tidy {

namespace {

/// The floors of ARCHITECTURE.md; a room that is not in it has no place in the house.
std::optional<int> floorOf(const QString &room)
{
    static const QHash<QString, int> floors{
        {u"resources"_s, 0},          // bytes, and where in the program they are
        {u"resources/language"_s, 0}, // of windows
        {u"resources/start"_s, 0},    // of all programs
        {u"server/protocol"_s, 0},
        {u"server/registry"_s, 1},
        {u"server/broker"_s, 1},
        {u"server/traffic"_s, 1},
        {u"server/mailbox"_s, 1},
        {u"server/node"_s, 2},
        {u"server/net"_s, 3},
        {u"server"_s, 4},
        {u"ui"_s, 5},
        {u"client"_s, 5},
        {u"client/terminal"_s, 5},
        {u"app"_s, 6},
    };
    const auto found = floors.constFind(room);
    return found == floors.cend() ? std::nullopt : std::optional(*found);
}

bool mayInclude(const QString &room, const QString &included)
{
    if (room == included)
        return true;
    // One program in two rooms; the terminal's knows no Gui, see qtParts().
    if (room == "client/terminal"_L1 && included == "client"_L1)
        return true;
    if (room == "client"_L1 && included == "client/terminal"_L1)
        return true;
    if (room == "client"_L1 || room == "client/terminal"_L1)
        return included == "server/protocol"_L1 || included.startsWith("resources"_L1);
    if (room == "ui"_L1)
        return included == "server/protocol"_L1 || included == "server/traffic"_L1
            || included.startsWith("resources"_L1);
    return floorOf(included) && floorOf(room) > floorOf(included);
}

/// A part of Qt, and who may know it.
struct QtPart
{
    QString name;
    QRegularExpression headers;
    QRegularExpression rooms; ///< may include it
};

const QList<QtPart> &qtParts()
{
    static const QList<QtPart> parts{
        {u"Qt HTTP Server"_s,
         QRegularExpression(u"^(QtHttpServer/.*|QAbstractHttpServer|QHttpServer.*)$"_s),
         QRegularExpression(u"^server/net$"_s)},
        {u"a listening socket"_s, QRegularExpression(u"^(QtNetwork/)?(QTcpServer|QSslServer)$"_s),
         QRegularExpression(u"^server/net$"_s)},
        {u"a socket for programs of one's own"_s,
         QRegularExpression(u"^(QtNetwork/)?QLocalServer$"_s),
         QRegularExpression(u"^(server/net|client)$"_s)},
        {u"the server side of WebSocket"_s,
         QRegularExpression(u"^(QtWebSockets/)?QWebSocketServer$"_s),
         QRegularExpression(u"^server/net$"_s)},
        {u"WebSocket"_s, QRegularExpression(u"^(QtWebSockets/.*|QWebSocket.*|QMaskGenerator)$"_s),
         QRegularExpression(u"^(server/net|client)$"_s)},
        {u"Qt Network"_s,
         QRegularExpression(u"^(QtNetwork/.*|QNetwork.*|QTcp.*|QUdp.*|QSsl.*|QLocalS.*|QHost.*|"
                            u"QAbstractSocket|QDns.*)$"_s),
         QRegularExpression(u"^(server|server/net|server/broker|ui|client|app)$"_s)},
        {u"Gui or Widgets"_s,
         QRegularExpression(
             u"^(QtWidgets/.*|QtGui/.*|Q(Gui)?Application|Q\\w*(Widget|Window|Dialog|Button|Layout|"
             u"Label|Edit|ComboBox|SpinBox|GroupBox|Delegate|Menu|Splitter|Slider|Action)|"
             u"Q(Menu|Tool|Status|Progress|Scroll|Tab)Bar|Q(List|Table|Tree|AbstractItem|Graphics|"
             u"Column|Header)View|Q(Icon|Pixmap|Image|Painter|Color|Font|Palette|Clipboard|Screen|"
             u"DesktopServices|Style\\w*|Frame|MessageBox|SystemTrayIcon))$"_s),
         QRegularExpression(u"^(ui|client|app|resources/language|resources/start)$"_s)},
        {u"objects, I/O or clocks"_s,
         QRegularExpression(u"^(QtCore/)?(QObject|Q\\w*Timer|QIODevice|QFile|QDir|QThread|"
                            u"QDateTime|QDeadlineTimer|QEventLoop|QCoreApplication|QSettings)$"_s),
         QRegularExpression(u"^(?!server/protocol$)"_s)},
    };
    return parts;
}

/// The folders below ui/ and client/ sort their files; they are one room, one target, with it. The
/// terminal's is a room of its own.
QString withoutSortingFolders(const QString &room)
{
    for (const QString &house : {u"ui"_s, u"client"_s}) {
        if (room.startsWith(house + u'/') && !floorOf(room))
            return house;
    }
    return room;
}

bool isTest(const SourceFile &file)
{
    return file.isBelow("tests/"_L1);
}

} // namespace

QString roomOf(const QString &path)
{
    return withoutSortingFolders(path.left(qMax(path.lastIndexOf(u'/'), qsizetype(0))));
}

Findings findForbiddenRooms(const SourceFile &file)
{
    Findings findings;
    if (isTest(file) || !file.isCpp())
        return findings; // a test may look at whatever it tests
    const QString room = roomOf(file.path);
    if (!floorOf(room))
        return {{file.path, 0, u"the folder %1 has no floor"_s.arg(room)}};
    for (const IncludeLine &include : includeLines(file.text)) {
        if (include.angled || !include.path.contains(u'/'))
            continue; // findRelativeIncludes looks at those
        const QString included = roomOf(include.path);
        if (!mayInclude(room, included))
            findings.append(
                {file.path, include.line, u"%1 must not include %2"_s.arg(room, include.path)});
    }
    return findings;
}

Findings findRelativeIncludes(const SourceFile &file)
{
    static const QRegularExpression fromRoot(u"^(app|server|client|ui|resources|tests)/"_s);
    Findings findings;
    for (const IncludeLine &include : includeLines(file.text)) {
        if (include.path.contains("../"_L1) || include.path.contains("./"_L1))
            findings.append({file.path, include.line, u"include with a relative path"_s});
        else if (!include.angled && !include.path.endsWith(".moc"_L1)
                 && !include.path.contains(fromRoot))
            findings.append(
                {file.path, include.line, u"%1 is not included from the root"_s.arg(include.path)});
        else if (include.angled && include.path.contains(fromRoot))
            findings.append(
                {file.path, include.line, u"our own %1 wants quotes"_s.arg(include.path)});
    }
    return findings;
}

Findings findForbiddenQt(const SourceFile &file)
{
    Findings findings;
    if (isTest(file))
        return findings;
    const QString room = roomOf(file.path);
    for (const IncludeLine &include : includeLines(file.text)) {
        for (const QtPart &part : qtParts()) {
            if (include.path.contains(part.headers) && !room.contains(part.rooms)) {
                findings.append({file.path, include.line,
                                 u"%1 must not know %2 (%3)"_s.arg(room, part.name, include.path)});
                break;
            }
        }
    }
    return findings;
}

} // namespace pushpoint::tidy
