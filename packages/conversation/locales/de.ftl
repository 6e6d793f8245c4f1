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
error-limit-in-flight = Du hast so viele Bearbeitungen in der Schlange, wie eine Person haben darf. Warte auf eine oder brich eine ab.
error-limit-per-hour = Deine Bearbeitungen für diese Stunde sind aufgebraucht. Versuch es später wieder.
error-queue-full = Die Warteschlange ist gerade voll. Versuch es in ein paar Minuten wieder.
error-database-away = Ich komme gerade nicht an meinen Speicher. Was ich angenommen habe, ist nicht verloren; versuch das hier in einer Minute noch einmal.
error-user-blocked = Du darfst diesen Bot nicht benutzen. Frag, wer ihn betreibt.
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
error-variants-range = So viele Varianten sind nicht möglich: Verlange 1 bis 8 oder nenne mehr Methoden.
error-result-withheld = Die Sicherheitsprüfung des Modells hält das Ergebnis für nicht jugendfrei; darum wird es zurückgehalten. Sie irrt sich manchmal: Sag es mit anderen Worten oder mach es schwächer.
error-out-of-memory = Diese Bearbeitung braucht mehr Speicher, als die Maschine hat. Versuch ein kleineres Bild; hilft das nicht, sag es denen, die diesen Bot betreiben.
error-worker-lost = Die Maschine hat mitten in dieser Bearbeitung aufgehört, auch beim neuen Versuch. Drück später auf „Noch einmal“ oder versuch ein kleineres Bild.
error-engine-crashed = Die Maschine ist an dieser Bearbeitung gescheitert, auch beim neuen Versuch. Drück später auf „Noch einmal“ oder versuch ein kleineres Bild.
help = **Sag, was sich ändern soll; sonst ändert sich nichts.**
    `cat→dog` ersetzt, `hat→red` färbt um; mehreres mit Kommas: `cat→dog, hat→red`.
    `left cat→dog`, `cat#2→dog`, `all cats→dogs`, `hat on the cat→red` sagen, welches; `hat→red!` oder `(0.7)`, wie stark. Auch `to` und `->` sind Pfeile. Die Wörter sind englisch.
help-words = Dieses Modell kennt: { $words }.
# Telegram
busy = Mehr Nachrichten lässt Telegram in diesem Chat gerade nicht zu. Versuch es in { $seconds } s noch einmal.
telegram-help =
    Schick ein Foto und sag in der Bildunterschrift, was sich ändern soll, oder erst das Bild und dann die Worte. Antworte auf ein Bild, deins oder meins, um dieses zu bearbeiten. Als Datei geschickt behält es seine volle Größe. Alben gehen auch.
    In Gruppen erwähne mich oder antworte mir.
    /queue /cancel /settings /privacy /help
picture-first = Schick mir erst ein Bild, oder antworte auf eines mit dem, was sich ändern soll.
not-a-picture = Ich kann Fotos und Bilddateien bearbeiten, keine Sticker, Animationen oder Videos.
caption-changed = Die Bildunterschrift wurde geändert. Antworte auf das Bild mit den neuen Worten, um es damit zu bearbeiten.
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
