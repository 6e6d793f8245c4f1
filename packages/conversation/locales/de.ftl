understood = verstanden als: { $edits }
seconds = { $seconds } s
minutes = { $minutes } min
queued = ⏳ Platz { $place } in der Warteschlange
stage-load = Das Modell wird geladen …
stage-segment = 🔎 Suche, was zu ändern ist …
stage-invert = 🧭 Lese das Bild …
stage-edit = 🎨 Bearbeite …
stage-decode = 🖼️ Zeichne …
stage-compose = 🧵 Füge ins Original ein …
stage-retry = 🔁 Noch ein Versuch …
cancelling = Halte an …
done = Fertig in { $duration }
failed = ❌ { $reason }
cancelled = 🛑 Abgebrochen.
reduced = Zum Verschicken verkleinert; „Originaldatei“ hat jedes Pixel.
found-some = Nicht gefunden: { $missing }. Der Rest wurde bearbeitet.
check-missing = ⚠️ { $edit } ist nicht gelungen.
check-seen = ⚠️ { $edit } ist nicht gelungen: Zu sehen ist jetzt „{ WORD($seen) }“.
check-remains = ⚠️ { $edit } ist nicht gelungen: Das Alte ({ WORD($source) }) ist noch da.
check-unchanged = ⚠️ { $edit } ist nicht gelungen: Es hat sich kaum etwas geändert.
check-appeared = ⚠️ „{ WORD($source) }“ ist weg, aber dort siehst du jetzt etwas anderes: „{ WORD($seen) }“.
check-inserted = ⚠️ { $edit } ist nicht gelungen: An der Stelle, die du markiert hast, ist nichts davon zu sehen.
check-with = ℹ️ Mit „{ WORD($source) }“ ist auch verschwunden: { $with }.
check-kept = ⚠️ „{ WORD($name) }“ hat sich geändert, obwohl es niemand genannt hat.
check-kept-nameless = ⚠️ Etwas hat sich geändert, das niemand genannt hat.
word = { WORD($word) }
masks-kept = { WORD($name) }, bleibt
masks-kept-nameless = bleibt
gone = Die Bilder dieser Bearbeitung sind gelöscht.
deleted = Gelöscht.
not-yours = Das kann nur, wer diese Bearbeitung bestellt hat.
showing-before = Das ist das Bild vor der Bearbeitung.
masks-title = Was bearbeitet wurde, und wo
file-title = Das Ergebnis, jedes Pixel, wie es ist
again-title = Weiter bearbeiten
again-ask = Antworte auf diese Nachricht mit der nächsten Änderung, etwa: cat→dog
command-label = Was ändern?
command-example = cat→dog, hat→red
no-picture = In dieser Nachricht ist kein Bild.
no-command = Sag, was sich ändern soll, etwa: cat→dog, hat→red
button-cancel = Abbrechen
button-stronger = Stärker
button-softer = Schwächer
button-retry = Noch einmal
button-undo = Rückgängig
button-redo = Wiederholen
button-again = Weiter bearbeiten
button-masks = Masken
button-file = Originaldatei
button-delete = Löschen
queue-empty = Du hast nichts in der Warteschlange.
queue-title = Deine Bearbeitungen
queue-line = { $command } — { $state }
queue-undelivered = Das war schon fertig, konnte aber nicht geschickt werden:
queue-all = Insgesamt: { $queued } warten, { $running } laufen.
state-queued = Platz { $place }
state-running = { $percent } %
cancel-none = Es gibt nichts abzubrechen.
cancel-done = { $count ->
    [one] Eine Bearbeitung abgebrochen.
   *[other] { $count } Bearbeitungen abgebrochen.
}
privacy-show = Über dich gespeichert: { $jobs ->
        [one] { $jobs } Bearbeitung
       *[other] { $jobs } Bearbeitungen
    } und { $pictures ->
        [one] { $pictures } Bild
       *[other] { $pictures } Bilder
    } ({ $size } MB). Bilder werden { $hours } Stunden nach der Antwort gelöscht, der Rest nach { $days } Tagen.
privacy-rule = Eine Zugangsregel ({ $rule }): { $note }
privacy-notes = Außerdem gemerkt: { $notes }.
note-settings = deine Einstellungen
note-last = das letzte Bild, das du geschickt hast
note-album = ein Album
note-update = die Nummer deiner letzten Nachricht
privacy-deleted = { $count ->
    [0] Über dich war nichts gespeichert.
    [one] Eine Bearbeitung und ihre Bilder wurden gelöscht.
   *[other] { $count } Bearbeitungen und ihre Bilder wurden gelöscht.
}
privacy-notes-deleted = Was über dich gemerkt war, wurde gelöscht.
paused = Bearbeitungen ruhen gerade ({ $reason }). Deine läuft danach.
no-worker = Gerade wird nichts bearbeitet: Es ist keine Maschine verbunden. Deine Bearbeitung läuft, sobald eine da ist.
error-unexpected = Bei uns ist etwas schiefgegangen; es wurde nichts verändert. Wenn du es meldest, nenne { $id }.
error-limit-in-flight = Du hast { $used } Bearbeitungen in der Schlange; { $most } auf einmal sind erlaubt. Warte auf eine oder brich eine ab.
error-limit-per-hour = Deine { $most } Bearbeitungen dieser Stunde sind aufgebraucht. Die nächste geht { $wait }.
error-queue-full = Die Warteschlange ist voll: { $used } Bearbeitungen sind darin. Versuch es { $wait } noch einmal.
error-database-away = Ich komme gerade nicht an meinen Speicher. Was ich angenommen habe, ist nicht verloren; versuch das hier in einer Minute noch einmal.
error-user-blocked = Du darfst diesen Bot hier nicht benutzen{ $reason ->
    [none] .
   *[other] : { $reason }.
} { $wait ->
    [none] Frag, wer ihn betreibt.
   *[other] Die Sperre endet { $wait }.
}
error-user-not-allowed = Dieser Bot ist nur für Eingeladene. Frag, wer ihn betreibt.
error-picture-gone = Die Bilder dieser Bearbeitung sind gelöscht. Schick das Bild noch einmal.
error-job-unknown = Diese Bearbeitung ist nicht mehr gespeichert. Schick das Bild noch einmal.
error-picture-unreadable = Diese Datei ist kein Bild, das ich lesen kann. Schick PNG, JPEG oder WebP.
error-picture-format = Das ist eine Datei der Art { $received }, die ich nicht lesen kann. Schick das Bild als JPEG oder PNG.
error-picture-too-heavy = Diese Datei ist mir zu groß: Ich nehme höchstens { $megabytes } MB. Schick eine kleinere.
error-picture-too-large = Dieses Bild hat zu viele Pixel: Ich nehme höchstens { $megapixels } Megapixel. Verkleinere es zuerst.
error-picture-out-of-world = Das Modell dieses Bots kennt nur Zeichnungen seiner eigenen kleinen Welt, und dieses Bild ist keine davon; ich habe nichts verändert. Probier es mit einer, die „dualedit sample“ zeichnet. Für Fotos und andere Zeichnungen braucht dieser Bot ein größeres Modell; frag, wer ihn betreibt.
error-attachment-gone = Ich konnte das Bild nicht herunterladen. Schick es noch einmal.
error-object-count = Davon sehe ich { $received }, also nicht so viele, wie du sagst. Sag „alle“, wie viele es sind, oder welches du meinst.
error-object-not-found = In diesem Bild finde ich „{ WORD($received) }“ nicht. Nenn etwas, das zu sehen ist.
error-word-unknown = Eines dieser Wörter habe ich nie gelernt; ich kann nur englische. /help nennt alle, die ich kenne.
error-command = Das habe ich nicht verstanden. Schreib etwa cat→dog, hat→red; mehr sagt /help.
error-command-unknown-word = „{ $received }“ kenne ich nicht. Ich kenne englische Wörter und ihre deutschen; /help nennt alle.
error-job-unfinished = Diese Bearbeitung ist noch nicht fertig. Warte auf sie oder brich sie zuerst ab.
error-attachment-address = Dieses Bild liegt nicht auf dieser Plattform. Lade es hoch, statt darauf zu verweisen.
error-no-edits = Sag, was sich ändern soll, etwa: cat→dog, hat→red
error-edit-repeated = Zwei dieser Bearbeitungen ändern dieselben Wörter. Sag beides auf einmal, etwa cat→red dog; oder mach eine nach der anderen.
error-mask-empty = Was du nennst, finde ich im Bild nicht. Nenn etwas, das zu sehen ist.
error-mask-hidden = „{ WORD($received) }“ liegt ganz innerhalb der anderen Dinge, die du nennst. Mach diese Bearbeitungen eine nach der anderen.
error-phrase-empty = Eine der Bearbeitungen nennt kein Ding. Nenn, was im Bild ist, etwa „cat“ oder „red hat“.
error-prompt-too-long = Das ist mehr Text, als das Modell lesen kann. Sag es kürzer oder mach weniger auf einmal.
error-word-not-in-prompt = „{ WORD($received) }“ steht nicht in deiner Beschreibung des Bildes. Nenn es dort oder lass die Beschreibung weg.
error-too-many-edits = Das sind zu viele Bearbeitungen auf einmal. Mach einige davon in einem zweiten Schritt.
error-background-unknown = Der Hintergrund lässt sich hier nicht von den Dingen trennen. Schick eine Maske davon.
error-region-missing = Wohin soll das Neue? Schick eine Maske der Stelle.
error-region-outside = Der Bereich liegt außerhalb des Bildes.
error-region-spare = Es gibt einen Bereich, aber nichts Neues, das dorthin soll.
error-mask-range = Der Rand oder die weiche Kante einer Maske liegt außerhalb des Bereichs: 0 bis 10000 Pixel.
error-mask-inverted = Die Maske scheint umgekehrt zu sein: Sie bedeckt fast alles. Male das Ding weiß und alles andere schwarz.
error-pointing-outside = Worauf du zeigst, liegt außerhalb des Bildes.
error-pointing-spare = Zeig nur auf Dinge, die im Bild sind.
error-pointing-unsupported = Dieses Modell findet nicht, worauf du zeigst. Schick stattdessen eine Maske.
error-strength-range = Eine Stärke ist eine Zahl von 0 bis 2, etwa (0.7).
error-seed-range = Ein Startwert (Seed) ist eine ganze Zahl von 0 bis 2147483647.
error-method-inversion = Diese Methode kann nicht von dieser Inversion ausgehen. Lass die Inversion weg oder wähle eine andere Methode.
error-method-clip = Diese Methode braucht ein Modell, das Bilder mit Worten vergleicht (CLIP); dieses hat keines. Wähle eine andere Methode.
error-method-removal = Diese Methode zeichnet etwas Neues und kann nicht entfernen. Wähle eine andere Methode.
error-few-steps-missing = Diese Methode braucht ein Modell, das in wenigen Schritten zeichnet; dieses ist keines. Wähle eine andere Methode.
error-variants-range = So viele Varianten sind nicht möglich: Verlange 1 bis 8 oder nenne mehr Methoden.
error-result-withheld = Die Sicherheitsprüfung des Modells hält das Ergebnis für nicht jugendfrei; darum wird es zurückgehalten. Sie irrt sich manchmal: Sag es mit anderen Worten oder mach es schwächer.
error-out-of-memory = Diese Bearbeitung braucht mehr Speicher, als die Maschine hat. Versuch ein kleineres Bild; hilft das nicht, sag es denen, die diesen Bot betreiben.
error-worker-lost = Die Maschine hat mitten in dieser Bearbeitung aufgehört, auch beim neuen Versuch. Drück später auf „Noch einmal“ oder versuch ein kleineres Bild.
error-engine-crashed = Die Maschine ist an dieser Bearbeitung gescheitert, auch beim neuen Versuch. Drück später auf „Noch einmal“ oder versuch ein kleineres Bild.
help = **Sag, was sich ändern soll; sonst ändert sich nichts.**
    `cat→dog` ersetzt, `hat→red` färbt um; mehreres mit Kommas: `cat→dog, hat→red`.
    `left cat→dog`, `cat#2→dog`, `all cats→dogs`, `hat on the cat→red` sagen, welches; `hat→red!` oder `(0.7)`, wie stark. Auch `to` und `->` sind Pfeile. Die Wörter sind englisch.
in-seconds = in { $n ->
    [one] einer Sekunde
   *[other] { $n } Sekunden
}
in-minutes = in { $n ->
    [one] einer Minute
   *[other] { $n } Minuten
}
in-hours = in { $hours } h { $minutes } min
in-days = in { $n } Tagen
recipe-steps = { $n } Schritte
recipe-strength = Stärke { $value }
recipe-seed = Startwert { $value }
none-found = Nicht gefunden: { $missing }. Es wurde nichts bearbeitet. Nenn, was im Bild zu sehen ist.
already-running = Das läuft schon.
variants-title = { $count } Varianten; gerahmt ist Nummer { $chosen }. Drück eine Nummer, um eine andere zu nehmen.
variant-picked = Variante { $chosen } von { $count }.
did-you-mean = Meintest du das?
button-rerun = Mit den neuen Worten bearbeiten
button-variants = Alle Varianten
button-report = Melden
button-studio = Im Studio öffnen
studio-link =
    { $link }
    Das öffnet Bild, Befehl und Masken im Studio. Es geht einmal, { $minutes } Minuten lang. Behalte es für dich: Wer es öffnet, sieht das Bild.
studio-sent = Den Link habe ich dir privat geschickt.
studio-write-first = Der Link ist nur für dich: Schreib mir privat /start und drück dann noch einmal.
error-studio-away = Das Studio antwortet nicht. Versuch es in ein paar Minuten noch einmal.
error-studio-refused = Das Studio hat diese Bearbeitung nicht angenommen. Sag es denen, die diesen Bot betreiben.
button-bigger = { WORD($name) }: größer
button-smaller = { WORD($name) }: kleiner
button-other = Nicht dieses
button-instead = { $number }
button-invert = Maske umkehren
button-as-it-is = Trotzdem verwenden
masks-correct = Nicht richtig? Mach eine Maske größer oder kleiner, oder drück die Nummer dessen, was du statt „{ WORD($name) }“ meinst.
masks-none-other = Ich sehe nichts anderes, das gemeint sein könnte. Sag, welches, etwa „left cat→dog“.
mask-too-small = Diese Maske kann nicht kleiner werden.
media-animation = Telegram macht aus GIFs Videos. Schick ein Standbild, oder das GIF als Datei: Ich bearbeite das erste Bild.
media-video = Videos kann ich nicht bearbeiten. Schick ein Standbild daraus als Bild.
media-audio = Ich kann nicht zuhören. Schreib, was sich ändern soll, etwa: cat→dog, hat→red
media-sticker = Sticker kann ich nicht bearbeiten. Schick das Bild als Foto oder als Datei.
media-pdf = PDF-Dateien kann ich nicht bearbeiten. Speichere die Seite als PNG oder JPEG und schick die.
media-link = Ich folge keinen Links. Schick das Bild selbst.
sent-privately = In diesem Chat darf ich keine Bilder schicken; deins habe ich dir direkt geschickt.
ask-in-private = Dein Bild ist fertig, aber in diesem Chat darf ich keine Bilder schicken. Schreib mir privat /queue.
quota-title = Was du hier noch bestellen kannst:
quota-in-flight = Auf einmal: { $left } von { $most }
quota-hour = Diese Stunde: { $left } von { $most }{ $wait ->
    [none] {""}
   *[other] , eine mehr { $wait }
}
quota-day = Diesen Tag: { $left } von { $most }{ $wait ->
    [none] {""}
   *[other] , eine mehr { $wait }
}
quota-place = Alle in diesem Chat zusammen, am Tag: { $left } von { $most }{ $wait ->
    [none] {""}
   *[other] , eine mehr { $wait }
}
quota-cooldown = Deine nächste Bearbeitung geht { $wait }.
error-limit-per-day = Deine { $most } Bearbeitungen dieses Tages sind aufgebraucht. Die nächste geht { $wait }.
error-limit-cooldown = Zwischen zwei Bearbeitungen ist hier eine Pause. Die nächste geht { $wait }.
error-limit-place = { $wait ->
    [none] In diesem Chat sind keine Bearbeitungen erlaubt. Frag, wer ihn verwaltet.
   *[other] Dieser Chat hat die { $most } Bearbeitungen eines Tages aufgebraucht. Die nächste geht { $wait }.
}
error-chat-not-allowed = In diesem Chat sind Bearbeitungen nicht erlaubt. Wer diesen Bot betreibt, muss ihn freigeben; frag dort, oder bestell in einem erlaubten Chat.
error-words-banned = „{ $received }“ darf hier nicht bestellt werden. Bestell etwas anderes.
error-variant-unknown = Diese Variante gibt es nicht. Drück eine der Nummern, die zu sehen sind.
file-note-jpeg-reencodes = ℹ️ JPEG speichert alle Pixel neu; darum weichen auch die außerhalb der Bearbeitung ein wenig ab. Als PNG bleiben sie genau gleich.
file-note-avif-reencodes = ℹ️ AVIF speichert alle Pixel neu; darum weichen auch die außerhalb der Bearbeitung ein wenig ab. Als PNG bleiben sie genau gleich.
file-note-gif-colors = ℹ️ GIF hat nur 256 Farben; manche können ein wenig abweichen.
file-note-gif-to-png = ℹ️ Das Bild ist jetzt ein PNG: GIF hat nur 256 Farben.
file-note-other-format = ℹ️ Das Bild ist jetzt ein PNG: Sein eigenes Format kann ich nicht schreiben.
file-note-depth-lost = ℹ️ Dieses Format hat 8 Bit je Kanal: Die 16 des Originals sind verloren.
file-note-float-lost = ℹ️ Das Bild hat jetzt 8 Bit je Kanal: Sein eigenes Zahlenformat kann ich nicht schreiben.
file-note-few-bits = ℹ️ Das Bild hat jetzt 8 Bit je Pixel: Die Bearbeitung braucht mehr Abstufungen.
file-note-now-color = ℹ️ Das Bild war grau und ist jetzt farbig.
file-note-gray-alpha = ℹ️ Das Bild ist jetzt farbig gespeichert: Grau mit Transparenz lässt sich nicht schreiben.
file-note-palette-lost = ℹ️ Das Bild hat jetzt volle Farben: Sie passen nicht mehr in seine Palette.
file-note-space-lost = ℹ️ Das Bild ist jetzt in sRGB: Sein eigener Farbraum lässt sich nicht schreiben.
file-note-alpha-lost = ℹ️ JPEG kennt keine Transparenz: Durchsichtiges ist jetzt weiß.
file-note-first-frame = ℹ️ Nur das erste Bild der Animation wurde bearbeitet.
file-note-first-page = ℹ️ Nur das erste Bild in der Datei wurde bearbeitet.
file-note-exif-lost = ℹ️ Die EXIF-Daten fehlen jetzt: Sie lassen sich hier nicht lesen oder schreiben.
file-note-iptc-lost = ℹ️ Die IPTC-Daten fehlen jetzt: Dieses Format kennt keine.
file-note-text-lost = ℹ️ Text in der Datei fehlt jetzt: Dieses Format kennt keinen.
file-note-second-picture-lost = ℹ️ Ein zweites Bild in der Datei fehlt jetzt: Es zeigt das alte.
help-things = Dinge: { $words }.
help-colors = Farben: { $words }.
help-places = Hintergründe (`background→…`): { $words }.
help-remove = `hat→nothing` entfernt.
help-any-words = Dieses Modell kennt englische Wörter aller Art.
help-embedded = Das ist das kleine Modell, das mit Dualedit kommt: Es kennt nur Zeichnungen seiner eigenen Welt. Fotos brauchen ein größeres Modell; wer diesen Bot betreibt, kann eins einrichten.
help-safety = Ergebnisse werden auf nicht Jugendfreies geprüft; was auffällt, wird zurückgehalten.
help-quota = /quota sagt, was du noch bestellen kannst und wann es mehr gibt.
reported = Gemeldet. Die Moderation sieht es jetzt.
report-nowhere = Hier nimmt niemand Meldungen an. Sag es denen, die diesen Chat verwalten.
report-title = { $reporter } hat eine Bearbeitung von { $owner } gemeldet: { $command }
button-block-day = Einen Tag sperren
blocked-for-day = Für einen Tag gesperrt. Die Bearbeitung wurde gelöscht.
only-administrators = Das dürfen nur, die diesen Chat verwalten.
settings-saved-for-chat = Für diesen Chat gespeichert: { $what }
settings-no-rules = Hier dürfen alle Bilder bearbeiten, in den üblichen Grenzen.
settings-name-someone = Nenn ein Mitglied, eine Rolle oder einen Kanal.
limits-each-hour = { $most } in der Stunde für jede Person
limits-each-day = { $most } am Tag für jede Person
limits-all-day = { $most } am Tag für alle zusammen
limits-cooldown = { $seconds } s zwischen zwei Bearbeitungen
limits-none = keine eigenen Grenzen
banned-words = Verbotene Wörter: { $words }
error-media-kind = { $received ->
    [video] { media-video }
    [audio] { media-audio }
    [pdf] { media-pdf }
   *[other] { not-a-picture }
}
note-asked = was du zuletzt bestellt hast, für eine Stunde
# Telegram
busy = Mehr Nachrichten lässt Telegram in diesem Chat gerade nicht zu. Versuch es in { $seconds } s noch einmal.
telegram-help =
    Schick ein Foto und sag in der Bildunterschrift, was sich ändern soll, oder erst das Bild und dann die Worte. Antworte auf ein Bild, deins oder meins, um dieses zu bearbeiten. Als Datei geschickt behält es seine volle Größe. Alben gehen auch.
    In Gruppen erwähne mich oder antworte mir.
    /queue /cancel /settings /privacy /help
picture-first = Schick mir erst ein Bild, oder antworte auf eines mit dem, was sich ändern soll.
not-a-picture = Ich kann nur Fotos und Bilddateien bearbeiten. Schick PNG, JPEG oder WebP.
caption-changed = Die Bildunterschrift wurde geändert. Drück den Knopf, um das Bild mit den neuen Worten zu bearbeiten.
album-progress = { $done } von { $all } Bildern
album-line = Bild { $place }: { $reason }
album-refused = { $count ->
    [one] Ein Bild des Albums wurde nicht angenommen: { $reason }
   *[other] { $count } Bilder des Albums wurden nicht angenommen: { $reason }
}
settings-title = Wie soll ich dir antworten?
settings-same = Wie geschickt
settings-photo = Als Foto
settings-file = Als Datei
settings-language = Sprache von Telegram
settings-saved = Gespeichert.
privacy-button = Alles über mich löschen
command-edit = Ein Bild ändern: antworte darauf mit /edit cat→dog
command-queue = Deine Bearbeitungen und ihre Plätze
command-cancel = Deine Bearbeitungen abbrechen
command-settings = Foto oder Datei, und deine Sprache
command-privacy = Was über dich gespeichert ist
command-help = Wie man sagt, was sich ändern soll
command-quota = Was du noch bestellen kannst
chat-settings-help =
    Für die Verwaltung einer Gruppe:
    /limits each-day=5 each-hour=3 all-day=100 cooldown=30
    /limits off
    /ban <Wort>, /unban <Wort>
    /block <Minuten> <Grund>, als Antwort auf jemanden; /unblock
    /reports me, /reports <Nummer eines Chats>, /reports off
    /audit
settings-spoiler = Ergebnisse bis zum Antippen verdecken
settings-variants = Vier Varianten
settings-choose = Das Beste mehrerer Methoden
