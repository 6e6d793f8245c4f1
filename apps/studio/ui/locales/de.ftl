# What is written
command = Was sich ändern soll
command-example = Katze→Hund, Hut→rot
completions = Wie es weitergehen könnte
run = Los
about-seconds = ≈ { $seconds } s
edits = Änderungen
finding = Suche die Dinge…
kept = bleibt: { $things }
kept-title = Im Bild gesehen, nicht genannt, und deshalb unverändert
painted = gemalt
remove = Entfernen
chip-title = Stärke, vergrößern, weich, umkehren, welches
chip-remove = { $edit } entfernen

# One edit
strength = Stärke
grow = Größer, kleiner
feather = Weicher Rand
invert = Umkehren
clear = Leeren
mask-load = Maske laden…
mask-save = Maske speichern
mask-size = Die Maske muss ein Bild von { $width } × { $height } Pixeln sein.
candidates = Oder war das gemeint?

# The line below
understood = Verstanden als: { $command }
hint-picture = Wähle ein Bild und sag dann, was sich darin ändern soll.
hint-command = Sag, was sich ändern soll, oder klicke etwas im Bild an.
hint-place = Sag, was aus der markierten Stelle wird: was es ist → was es wird, oder + etwas Neues.
offline = Das Studio antwortet nicht. Nichts ist verloren; dieses Fenster verbindet sich von selbst, sobald es wieder da ist.
offline-waiting = Das Studio antwortet nicht. Deine Änderung wird gesendet, sobald es wieder da ist; nichts ist verloren.
queued = Wartet, Platz { $place }
cancelling = Wird angehalten…
cancel = Abbrechen
cancelled = Abgebrochen. Alles ist, wie es war.
again = Noch einmal
seconds-left = noch { $seconds } s
seconds = { $seconds } s
stage-load = Modell wird geladen
stage-segment = Dinge werden gesucht
stage-invert = Bild wird gelesen
stage-edit = Wird geändert
stage-decode = Wird gezeichnet
stage-compose = Wird ins Original eingesetzt
stage-retry = Noch ein Versuch
progress = Fortschritt der Änderung

# What came of it
outcome-came-out = gelungen
outcome-failed = nicht gelungen
outcome-unknown = lässt sich hier nicht sagen
check-missing = nicht gelungen
check-remains = das alte Ding ({ $source }) ist noch da
check-appeared = dort ist jetzt etwas anderes
check-color = hat eine andere Farbe
check-unchanged = kaum verändert
check-seen = ist jetzt: { $seen }
nothing-else = sonst hat sich nichts geändert
something-else = noch etwas hat sich geändert
also-changed = auch geändert: { $things }
stronger = Stärker
one-by-one = Einzeln
further = Damit weiterarbeiten

# The picture
stage = { $name }, das Bild, das geändert wird
stage-empty = Noch kein Bild
stage-keys = Tasten: V wählen, B Pinsel, E Radierer, L Lasso, R Rechteck, [ ] Größe, Z zurück, Umschalt+Z vor, + − 0 Zoom, Leertaste schieben, O Original, Eingabe los, Esc abbrechen. Ist das Bild im Fokus, bewegen Pfeile einen Zeiger und Eingabe benutzt das Werkzeug.
before = { $name } vor der Änderung
after = Das Ergebnis von { $edit }
compare-slider = Vorher und nachher
compare-value = { $percent } % vorher
empty-title = Zieh ein Bild hierher, füg eins ein oder wähle eins
choose = Bild wählen…
choose-other = Neues Bild
sending = Wird gesendet…
samples = Oder probier eins von diesen:
embedded = Das eingebaute Modell kennt nur Zeichnungen seiner eigenen kleinen Welt, wie diese. Für Fotos hol dir ein anderes:
gigabytes = { $size } GB

# Tools
tools = Werkzeuge
tool-pick = Ding wählen
tool-box = Rechteck
tool-brush = Pinsel
tool-eraser = Radierer
tool-lasso = Lasso
brush-size = Größe des Pinsels
smaller = Kleiner
larger = Größer
undo = Rückgängig
redo = Wiederholen
zoom = Zoom
zoom-in = Vergrößern
zoom-out = Verkleinern
fit = Einpassen
compare = Vergleichen
compare-masks = Original mit Masken
compare-difference = Unterschied
compare-result = Ergebnis
download = Herunterladen
download-result = Ergebnis
download-sheet = Vorher und nachher nebeneinander
download-mask = Maske: { $edit }
download-masks = Alle Masken (ZIP)
download-recipe = Rezept, um es noch einmal zu machen
figures = Messwerte

# History
history = Verlauf
history-empty = Hier stehen deine Änderungen.
history-more = Ältere
delete = Löschen
delete-edit = { $edit } löschen
cancel-edit = { $edit } abbrechen
status-failed = gescheitert
status-cancelled = abgebrochen
variants = Varianten
keep = Behalten
keep-variant = { $name } behalten

# Settings
settings = Einstellungen
default = Standard: { $value }.
defaults = Zurück zum Standard
automatic = von selbst
yes = an
no = aus
prompt = Was es zeigt
about-prompt = Ein Satz über das Bild. Ist er leer, wird er aus dem gemacht, was zu sehen ist.
about-variants = Macht die Änderung auf so viele Weisen, zum Auswählen.
setting-method = Methode
about-method = Wie geändert wird. Der Standard passt fast immer.
about-method-mde = Hält die Dinge mit beiden Verlusten auseinander.
about-method-mag = Zwei Verluste aus Anteilen der Aufmerksamkeit.
about-method-p2p = Ohne Verluste: doppelt so schnell.
about-method-cds = Folgt Gradienten im Latenten, ohne Trajektorie.
about-method-guide-rescale = Geführt von Selbstaufmerksamkeit und Merkmalen.
about-method-locinv = Lernt, wo die Wörter sind, dann Prompt-to-Prompt.
about-method-lomoe = Jedes Ding in seiner Region, mit eigenem Prompt.
about-method-oir = Findet für jedes Ding, wie weit zurück es beginnt.
setting-strength = Stärke
about-strength = Unter 1 bleibt mehr vom Original; über 1 wird die Änderung erzwungen.
setting-steps = Schritte
about-steps = Mehr Schritte dauern länger und bleiben näher am Original.
setting-seed = Startzahl
about-seed = Was zufällig gezeichnet wird, folgt aus ihr: dieselbe Zahl ergibt dasselbe Bild.
setting-maskGrow = Über die Maske hinaus
about-maskGrow = In Pixeln. Ist es leer, so weit, wie die neue Form es braucht.
setting-maskFeather = Weicher Übergang
about-maskFeather = In Pixeln. Ist es leer, ein schmaler.
setting-protect = Behalten, was nicht genannt ist
about-protect = Dinge, die zu sehen sind und die keine Änderung nennt, behalten ihre Pixel.
setting-retry = Von selbst noch einmal
about-retry = Was nicht gelang, wird auf andere Weisen versucht, höchstens zweimal.
setting-force = Jedes Bild nehmen
about-force = Auch eins, das nicht aussieht wie die, die das eingebaute Modell kennt.
setting-details = Aufmerksamkeit behalten
about-details = Wohin das Modell geschaut hat; dauert etwas länger.
setting-format = Dateiformat
about-format = Die Art der Ergebnisdatei.
setting-metadata = Metadaten
about-metadata = Was von den Metadaten der Datei bleibt; ohne Persönliches fehlt, wo, von wem und womit sie aufgenommen wurde.
choice-same = wie das Original
choice-keep = alle behalten
choice-strip = ohne Persönliches
choice-none = keine
as-command-line = Als Befehlszeile
as-request = Als Anfrage
copied = Kopiert
model = Modell: { $name }, { $size } px.
language = Sprache
appearance = Aussehen
appearance-system = wie das System
appearance-light = hell
appearance-dark = dunkel
notices = Lizenzen dessen, was diese Seite enthält

# A server elsewhere
token = Token dieses Studios
token-enter = Weiter
token-wrong = Dieses Token stimmt nicht. Es steht dort, wo das Studio gestartet wurde.
session-over = Diese Sitzung ist vorbei, und was darin war, ist gelöscht. Lass dir im Chat einen neuen Link geben.

# What went wrong
error-offline = Das Studio antwortet nicht. Nichts ist verloren; dieses Fenster verbindet sich von selbst, sobald es wieder da ist.
error-picture-too-heavy = Diese Datei ist zu groß: { $next }. Wähle eine kleinere.
error-unexpected = Im Studio ging etwas schief; nichts wurde geändert. Versuch es noch einmal.
error-link-over = Dieser Link öffnet nichts: Jeder geht einmal, 10 Minuten lang. Lass dir im Chat einen neuen geben.
