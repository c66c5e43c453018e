document.getElementById('sendBtn').onclick = function () {
  var request = new XMLHttpRequest();
  request.open('POST', '/rest/message');
  request.setRequestHeader('Content-Type', 'application/json');
  request.onload = function () { print(request.responseText); };
  request.send(JSON.stringify({
    from: document.getElementById('sender').value,
    to: document.getElementById('receiver').value,
    content: document.getElementById('msg').value,
  }));
};
