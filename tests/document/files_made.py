"""Files of every kind, made by the tests themselves."""

from __future__ import annotations

import io
import zipfile

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="{charset}">
<title>Two hundred leave the port | Coast Herald</title>
<meta property="og:title" content="Two hundred leave the port">
<meta property="og:site_name" content="Coast Herald">
<meta property="article:published_time" content="2024-05-02T08:15:00+02:00">
<link rel="canonical" href="https://herald.example.org/port">
<script>var total = "9,000 mercenaries arrived";</script>
<style>.x:before {{ content: "1,000 troops"; }}</style></head>
<body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/war">700 fighters arrive in the other war</a></li></ul></nav>
<div class="cookie-consent">We count 5,000 cookies, and would like you to accept every one of them today.</div>
<main><article class="story">
<h1>Two hundred leave the port</h1>
<div class="byline author">By Somebody With A Name, who has written about the coast for a very long time</div>
<p>About 200 fighters left the port of {name} on Tuesday, the mission said.</p>
<div class="ad">Buy 300 rifles of chocolate, delivered on the same day, at a price that will not return.</div>
<p>A first group had left in&nbsp;April. The second group numbered 1&nbsp;200 &amp; was
   counted <em>twice</em>.<br>Nobody was seen to return.</p>
<figure><img src="x.jpg"><figcaption>File photo: 4,000 soldiers on parade, some years before this.</figcaption></figure>
<p>The party’s spokesman denied that any remained.</p>
</article>
<aside class="related"><article>
<p>Another 6,000 troops arrived elsewhere, says another article, at length.</p></article></aside></main>
<footer><p>Copyright of the Herald, which has printed 100,000 copies a day since it was founded.</p></footer>
</body></html>"""

DIV_PAGE = """<html><head><title>Camp is empty - Valley Post</title>
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Camp is empty",
"datePublished": "2024-06-07T10:00:00Z", "publisher": {"name": "Valley Post"}}]}</script></head>
<body><div id="wrap"><div id="top-menu"><a href="/a">News</a> <a href="/b">Markets</a></div>
<div id="col"><div class="txt"><div>The last 40 instructors left the camp on Thursday evening, two drivers said.</div>
<div>Monitors found the gate open, and no one inside, when they came on Friday morning.</div>
<div>The camp had held 300 men in March, according to the mission's count.</div></div></div>
<div id="rail"><div class="teasers"><p>More than 900 tourists, a record, came to the lakes this weekend alone.</p></div>
</div></div></body></html>"""

MAIL = (
    b"Received: from mx.example.org\r\nFrom: =?utf-8?B?2YXZg9iq2Kg=?= <press@mission.example.org>\r\n"
    b"To: a.person@example.net\r\nSubject: =?iso-8859-1?Q?D=E9part_de_150?= fighters\r\n"
    b"Date: Thu, 02 May 2024 10:00:00 +0200\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n'
    b"--x\r\nContent-Type: text/plain; charset=windows-1256\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    + "غادر 150 مقاتلاً الميناء يوم الثلاثاء.\r\n".encode("cp1256")
    + b'--x\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename="lists.zip"\r\n\r\nPK\r\n'
    + b"--x--\r\n"
)

FEED = """<?xml version="1.0" encoding="ISO-8859-1"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Coast Herald</title>
<language>fr-FR</language><link>https://herald.example.org</link>
<item><title>Départ de 200 hommes</title><link>https://herald.example.org/1</link>
<pubDate>Thu, 02 May 2024 08:00:00 GMT</pubDate>
<description>Résumé</description>
<content:encoded><![CDATA[
<p>Environ 200 combattants ont quitté le port mardi.</p><script>x()</script>]]></content:encoded>
</item>
<item><title>Sans texte</title><link>https://herald.example.org/2</link></item>
<item><title>Arrivée</title><link>https://herald.example.org/3</link>
<pubDate>Fri, 03 May 2024 08:00:00 GMT</pubDate>
<description>&lt;b&gt;Cent&lt;/b&gt; hommes sont arrivés.</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Valley Post</title>
<entry><title>Camp is empty</title><link rel="alternate" href="https://post.example.org/1"/>
<published>2024-06-07T10:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The last <b>40</b> left.</p>
<p>R&amp;D &lt; 3</p></div>
</content>
</entry></feed>"""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD = (
    f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>'
    "<w:p><w:r><w:t>About 200 fighters </w:t></w:r><w:r><w:t>left the port.</w:t></w:r></w:p>"
    "<w:p><w:del><w:r><w:delText>Some 900 returned.</w:delText></w:r></w:del></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Camp</w:t></w:r></w:p></w:tc>"
    "<w:tc><w:p><w:r><w:t>40</w:t></w:r></w:p></w:tc></w:tr>"
    "</w:tbl></w:body></w:document>"
)
CORE = (
    '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
    "<dc:title>Weekly note</dc:title><dc:creator>A. Person</dc:creator><t:created>2024-05-02T08:00:00Z</t:created>"
    "</cp:coreProperties>"
)


def docx(text: str | bytes = WORD, core: str = CORE, more: int = 0) -> bytes:
    """A Word document with this text part."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", text)
        archive.writestr("docProps/core.xml", core)
        for number in range(more):
            archive.writestr(f"word/media/{number}", b"")
    return file.getvalue()


def pdf(lines: list[str]) -> bytes:
    """A PDF of one page, with a line of Latin text each."""
    drawn = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {drawn} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (Weekly note) /CreationDate (D:20240502080000Z) >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return data + b"trailer << /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
