understood = compris : { $edits }
seconds = { $seconds } s
minutes = { $minutes } min
queued = ⏳ Place { $place } dans la file
stage-load = Chargement du modèle…
stage-segment = 🔎 Recherche de ce qui doit changer…
stage-invert = 🧭 Lecture de l’image…
stage-edit = 🎨 Retouche…
stage-decode = 🖼️ Dessin…
stage-compose = 🧵 Collage dans l’original…
stage-retry = 🔁 Encore un essai…
cancelling = Arrêt…
done = Fini en { $duration }
failed = ❌ { $reason }
cancelled = 🛑 Annulé.
reduced = Compressée pour l’envoi ; « Fichier d’origine » a chaque pixel.
found-some = Introuvable : { $missing }. Le reste a été retouché.
check-missing = ⚠️ { $edit } n’a pas réussi.
check-seen = ⚠️ { $edit } n’a pas réussi : on voit maintenant « { WORD($seen) } ».
check-remains = ⚠️ { $edit } n’a pas réussi : l’ancien ({ WORD($source) }) est encore là.
check-unchanged = ⚠️ { $edit } n’a pas réussi : presque rien n’a changé.
check-appeared = ⚠️ « { WORD($source) } » n’est plus là, mais on y voit maintenant autre chose : « { WORD($seen) } ».
check-inserted = ⚠️ { $edit } n’a pas réussi : rien de tel ne se voit dans la zone que tu as marquée.
check-with = ℹ️ Avec « { WORD($source) } », ceci a disparu aussi : { $with }.
check-kept = ⚠️ « { WORD($name) } » a changé, bien que personne ne l’ait nommé.
check-kept-nameless = ⚠️ Quelque chose a changé, bien que personne ne l’ait nommé.
word = { WORD($word) }
masks-kept = { WORD($name) }, conservé
masks-kept-nameless = conservé
gone = Les images de cette retouche ont été effacées.
deleted = Effacé.
not-yours = Seule la personne qui a demandé cette retouche peut le faire.
showing-before = Voici l’image avant la retouche.
masks-title = Ce qui a été retouché, et où
file-title = Le résultat, chaque pixel tel quel
again-title = Continuer
again-ask = Réponds à ce message avec le changement suivant, par exemple : cat→dog
command-label = Que changer ?
command-example = cat→dog, hat→red
no-picture = Ce message ne contient pas d’image.
no-command = Dis ce qui doit changer, par exemple : cat→dog, hat→red
button-cancel = Annuler
button-stronger = Plus fort
button-softer = Plus doux
button-retry = Recommencer
button-undo = Défaire
button-redo = Refaire
button-again = Continuer
button-masks = Masques
button-file = Fichier d’origine
button-delete = Effacer
queue-empty = Tu n’as aucune retouche dans la file.
queue-title = Tes retouches
queue-line = { $command } — { $state }
queue-undelivered = C’était prêt, mais n’a pas pu être envoyé plus tôt :
queue-all = En tout : { $queued } en attente, { $running } en cours.
state-queued = place { $place }
state-running = { $percent } %
cancel-none = Il n’y a rien à annuler.
cancel-done = { $count ->
    [one] Une retouche annulée.
   *[other] { $count } retouches annulées.
}
privacy-show = Conservé à ton sujet : { $jobs ->
        [one] { $jobs } retouche
       *[other] { $jobs } retouches
    } et { $pictures ->
        [one] { $pictures } image
       *[other] { $pictures } images
    } ({ $size } Mo). Les images sont effacées { $hours } heures après la réponse, le reste après { $days } jours.
privacy-rule = Une règle d’accès ({ $rule }) : { $note }
privacy-notes = Retenu aussi : { $notes }.
note-settings = tes réglages
note-last = la dernière image que tu as envoyée
note-album = un album
note-update = le numéro de ton dernier message
privacy-deleted = { $count ->
    [0] Rien n’était conservé à ton sujet.
    [one] Une retouche et ses images ont été effacées.
   *[other] { $count } retouches et leurs images ont été effacées.
}
privacy-notes-deleted = Ce qui était retenu à ton sujet a été effacé.
paused = Les retouches sont en pause ({ $reason }). La tienne suivra.
no-worker = Rien n’est retouché en ce moment : aucune machine n’est connectée. La tienne partira dès qu’il y en aura une.
error-unexpected = Quelque chose a mal tourné chez nous ; rien n’a été changé. Si tu le signales, cite { $id }.
error-limit-in-flight = Tu as { $used } retouches dans la file, et { $most } à la fois sont permises. Attends-en une ou annules-en une.
error-limit-per-hour = Tu as épuisé les { $most } retouches de cette heure. La prochaine sera possible { $wait }.
error-queue-full = La file est pleine : elle compte { $used } retouches. Réessaie { $wait }.
error-database-away = Je n’arrive pas à joindre ma mémoire en ce moment. Rien de ce que j’ai accepté n’est perdu ; réessaie ceci dans une minute.
error-user-blocked = Tu ne peux pas utiliser ce bot ici{ $reason ->
    [none] .
   *[other] {" "}: { $reason }.
} { $wait ->
    [none] Demande à qui le gère.
   *[other] Le blocage prend fin { $wait }.
}
error-user-not-allowed = Ce bot est réservé aux invités. Demande à qui le gère.
error-picture-gone = Les images de cette retouche ont été effacées. Renvoie l’image.
error-job-unknown = Cette retouche n’est plus conservée. Renvoie l’image.
error-picture-unreadable = Ce fichier n’est pas une image que je sais lire. Envoie un PNG, un JPEG ou un WebP.
error-picture-format = C’est un fichier { $received }, que je ne peux pas lire. Envoie l’image en JPEG ou PNG.
error-picture-too-heavy = Ce fichier est trop lourd : j’accepte { $megabytes } Mo au plus. Envoie-en un plus petit.
error-picture-too-large = Cette image est trop grande : j’accepte { $megapixels } mégapixels au plus. Réduis-la d’abord.
error-picture-out-of-world = Le modèle de ce bot ne connaît que les dessins de son propre petit monde, et cette image n’en est pas un ; je n’ai rien changé. Essaie avec un dessin fait par « dualedit sample ». Pour les photos et les autres dessins, il faut à ce bot un modèle plus grand : demande à qui le gère.
error-attachment-gone = Je n’ai pas pu télécharger l’image. Renvoie-la.
error-object-count = J’en vois { $received }, pas autant que tu le dis. Dis « tous », combien il y en a, ou lequel tu veux dire.
error-object-not-found = Je ne trouve pas « { WORD($received) } » dans cette image. Nomme quelque chose qui s’y voit.
error-word-unknown = Il y a un mot que je n’ai jamais appris ; je ne connais que des mots anglais. /help dit lesquels.
error-command = Je n’ai pas compris. Écris par exemple cat→dog, hat→red ; /help en dit plus.
error-command-unknown-word = Je ne connais pas « { $received } ». Je connais des mots anglais et leurs équivalents français ; /help dit lesquels.
error-job-unfinished = Cette retouche n’est pas encore finie. Attends-la, ou annule-la d’abord.
error-attachment-address = Cette image n’est pas sur cette plateforme. Envoie-la au lieu d’y faire un lien.
error-no-edits = Dis ce qui doit changer, par exemple : cat→dog, hat→red
error-edit-repeated = Deux de ces retouches changent les mêmes mots. Dis les deux à la fois, par exemple cat→red dog ; ou fais l’une après l’autre.
error-mask-empty = Je ne trouve pas dans l’image ce que tu nommes. Nomme quelque chose qui s’y voit.
error-mask-hidden = « { WORD($received) } » se trouve entièrement dans les autres choses que tu nommes. Fais ces retouches l’une après l’autre.
error-phrase-empty = Une des retouches ne nomme aucune chose. Nomme ce qui est dans l’image, par exemple « cat » ou « red hat ».
error-prompt-too-long = C’est plus de texte que le modèle ne peut en lire. Dis-le en moins de mots, ou fais moins de retouches à la fois.
error-word-not-in-prompt = « { WORD($received) } » n’est pas dans ta description de l’image. Nomme-le là, ou laisse la description de côté.
error-too-many-edits = C’est trop de retouches à la fois. Fais-en quelques-unes dans un second temps.
error-background-unknown = Ici, l’arrière-plan ne se distingue pas des choses. Envoyez-en un masque.
error-region-missing = Où placer la nouvelle chose ? Envoyez un masque de l’endroit.
error-region-outside = La zone est en dehors de l’image.
error-region-spare = Il y a une zone, mais rien de nouveau à y dessiner.
error-mask-range = La marge ou le bord doux d’un masque est hors limites : de 0 à 10000 pixels.
error-mask-inverted = Le masque semble inversé : il couvre presque tout. Peins la chose en blanc et le reste en noir.
error-pointing-outside = Ce que tu montres est hors de l’image.
error-pointing-spare = Ne montre que des choses qui sont dans l’image.
error-pointing-unsupported = Ce modèle ne trouve pas ce que tu montres. Envoie plutôt un masque.
error-strength-range = Une force est un nombre de 0 à 2, par exemple (0.7).
error-seed-range = Une graine est un nombre entier de 0 à 2147483647.
error-method-inversion = Cette méthode ne peut pas partir de cette inversion. Omets l’inversion ou choisis une autre méthode.
error-method-clip = Cette méthode demande un modèle qui compare les images aux mots (CLIP), et celui-ci n’en a pas. Choisis une autre méthode.
error-method-removal = Cette méthode dessine du nouveau et ne sait pas enlever. Choisis une autre méthode.
error-few-steps-missing = Cette méthode demande un modèle qui dessine en peu de pas, ce que celui-ci n’est pas. Choisis une autre méthode.
error-variants-range = Tant de variantes sont impossibles : demande de 1 à 8, ou nomme plus de méthodes.
error-result-withheld = Le contrôle de sécurité du modèle juge le résultat inconvenant ; il n’est donc pas envoyé. Il se trompe parfois : dis-le autrement, ou plus faiblement.
error-out-of-memory = Cette retouche demande plus de mémoire que la machine n’en a. Essaie une image plus petite ; sinon, dis-le à qui gère ce bot.
error-worker-lost = La machine s’est arrêtée au milieu de cette retouche, même au nouvel essai. Recommence plus tard, ou essaie une image plus petite.
error-engine-crashed = La machine a échoué à cette retouche, même au nouvel essai. Recommence plus tard, ou essaie une image plus petite.
help = **Dis ce qui doit changer ; rien d’autre ne change.**
    `cat→dog` remplace, `hat→red` recolore ; plusieurs avec des virgules : `cat→dog, hat→red`.
    `left cat→dog`, `cat#2→dog`, `all cats→dogs`, `hat on the cat→red` disent lequel ; `hat→red!` ou `(0.7)`, avec quelle force. `to` et `->` sont aussi des flèches. Les mots sont en anglais.
in-seconds = dans { $n ->
    [one] une seconde
   *[other] { $n } secondes
}
in-minutes = dans { $n ->
    [one] une minute
   *[other] { $n } minutes
}
in-hours = dans { $hours } h { $minutes } min
in-days = dans { $n } jours
recipe-steps = { $n } pas
recipe-strength = force { $value }
recipe-seed = graine { $value }
none-found = Introuvable : { $missing }. Rien n’a été retouché. Nomme ce qui est dans l’image.
already-running = C’est déjà en cours.
variants-title = { $count } variantes ; celle qui est encadrée est la numéro { $chosen }. Appuie sur un numéro pour en prendre une autre.
variant-picked = Variante { $chosen } sur { $count }.
did-you-mean = Voulais-tu dire ceci ?
button-rerun = Retoucher avec les nouveaux mots
button-variants = Toutes les variantes
button-report = Signaler
button-studio = Ouvrir dans le studio
studio-link =
    { $link }
    Il ouvre l’image, la commande et les masques dans le studio. Il sert une seule fois, pendant { $minutes } minutes. Garde-le pour toi : qui l’ouvre voit l’image.
studio-sent = Je t’ai envoyé le lien en privé.
studio-write-first = Le lien n’est que pour toi : écris-moi /start en privé, puis appuie de nouveau.
error-studio-away = Le studio ne répond pas. Réessaie dans quelques minutes.
error-studio-refused = Le studio n’a pas accepté cette retouche. Dis-le à qui gère ce bot.
button-bigger = { WORD($name) } : plus grand
button-smaller = { WORD($name) } : plus petit
button-other = Pas celui-ci
button-instead = { $number }
button-invert = Inverser le masque
button-as-it-is = L’utiliser quand même
masks-correct = Ce n’est pas ça ? Agrandis ou réduis un masque, ou appuie sur le numéro de ce que tu veux dire au lieu de « { WORD($name) } ».
masks-none-other = Je ne vois rien d’autre qui pourrait convenir. Dis lequel, par exemple « left cat→dog ».
mask-too-small = Ce masque ne peut pas être plus petit.
media-animation = Telegram change les GIF en vidéos. Envoie une image fixe, ou le GIF comme fichier : je retouche sa première image.
media-video = Je ne retouche pas les vidéos. Envoie-en une image fixe.
media-audio = Je ne peux pas écouter. Écris ce qui doit changer, par exemple : cat→dog, hat→red
media-sticker = Je ne retouche pas les stickers. Envoie l’image comme photo ou comme fichier.
media-pdf = Je ne retouche pas les fichiers PDF. Enregistre la page en PNG ou JPEG et envoie-la.
media-link = Je ne suis pas les liens. Envoie l’image elle-même.
sent-privately = Je ne peux pas envoyer d’images ici ; je t’ai envoyé la tienne directement.
ask-in-private = Ton image est prête, mais je ne peux pas envoyer d’images ici. Écris-moi /queue en privé.
quota-title = Ce que tu peux encore demander ici :
quota-in-flight = À la fois : { $left } sur { $most }
quota-hour = Cette heure : { $left } sur { $most }{ $wait ->
    [none] {""}
   *[other] , une de plus { $wait }
}
quota-day = Ce jour : { $left } sur { $most }{ $wait ->
    [none] {""}
   *[other] , une de plus { $wait }
}
quota-place = Tous ensemble dans ce chat, par jour : { $left } sur { $most }{ $wait ->
    [none] {""}
   *[other] , une de plus { $wait }
}
quota-cooldown = Ta prochaine retouche sera possible { $wait }.
error-limit-per-day = Tu as épuisé les { $most } retouches de ce jour. La prochaine sera possible { $wait }.
error-limit-cooldown = Il y a ici une pause entre deux retouches. La prochaine sera possible { $wait }.
error-limit-place = { $wait ->
    [none] Aucune retouche n’est permise dans ce chat. Demande à ses administrateurs.
   *[other] Ce chat a épuisé les { $most } retouches d’un jour. La prochaine sera possible { $wait }.
}
error-chat-not-allowed = Les retouches ne sont pas permises dans ce chat. Qui gère ce bot doit l’autoriser ; demande-lui, ou écris-moi dans un chat autorisé.
error-words-banned = « { $received } » ne peut pas être demandé ici. Demande autre chose.
error-variant-unknown = Cette variante n’existe pas. Appuie sur un des numéros affichés.
file-note-jpeg-reencodes = ℹ️ JPEG réécrit tous les pixels : ceux hors de la retouche changent un peu aussi. Envoie un PNG pour les garder tels quels.
file-note-avif-reencodes = ℹ️ AVIF réécrit tous les pixels : ceux hors de la retouche changent un peu aussi. Envoie un PNG pour les garder tels quels.
file-note-gif-colors = ℹ️ GIF n’a que 256 couleurs ; certaines peuvent différer un peu.
file-note-gif-to-png = ℹ️ L’image est maintenant un PNG : GIF n’a que 256 couleurs.
file-note-other-format = ℹ️ L’image est maintenant un PNG : je ne sais pas écrire son propre format.
file-note-depth-lost = ℹ️ Ce format a 8 bits par canal : les 16 de l’original sont perdus.
file-note-float-lost = ℹ️ L’image a maintenant 8 bits par canal : je ne sais pas écrire ses propres nombres.
file-note-few-bits = ℹ️ L’image a maintenant 8 bits par pixel : la retouche demande plus de nuances.
file-note-now-color = ℹ️ L’image était grise et est maintenant en couleur.
file-note-gray-alpha = ℹ️ L’image est maintenant stockée en couleur : le gris transparent ne s’écrit pas.
file-note-palette-lost = ℹ️ L’image a maintenant toutes ses couleurs : elles ne tiennent plus dans sa palette.
file-note-space-lost = ℹ️ L’image est maintenant en sRGB : son propre espace de couleur ne s’écrit pas.
file-note-alpha-lost = ℹ️ JPEG ignore la transparence : ce qui était transparent est blanc.
file-note-first-frame = ℹ️ Seule la première image de l’animation a été retouchée.
file-note-first-page = ℹ️ Seule la première image du fichier a été retouchée.
file-note-exif-lost = ℹ️ Les données EXIF ont été omises : elles ne peuvent être lues ou écrites ici.
file-note-iptc-lost = ℹ️ Les données IPTC ont été omises : ce format ne les contient pas.
file-note-text-lost = ℹ️ Le texte du fichier a été omis : ce format n’en contient pas.
file-note-second-picture-lost = ℹ️ Une seconde image du fichier a été omise : elle montre l’ancienne.
help-things = Choses : { $words }.
help-colors = Couleurs : { $words }.
help-places = Arrière-plans (`background→…`) : { $words }.
help-remove = `hat→nothing` enlève.
help-any-words = Ce modèle connaît des mots anglais de toute sorte.
help-embedded = C’est le petit modèle fourni avec Dualedit : il ne connaît que les dessins de son propre monde. Les photos demandent un modèle plus grand, que peut ajouter qui gère ce bot.
help-safety = Les résultats sont vérifiés ; ce qui est jugé inconvenant est retenu.
help-quota = /quota dit ce que tu peux encore demander, et quand il y en aura plus.
reported = Signalé. Les modérateurs le voient maintenant.
report-nowhere = Personne ne reçoit de signalements ici. Dis-le à un administrateur de ce chat.
report-title = { $reporter } a signalé une retouche de { $owner } : { $command }
button-block-day = Bloquer un jour
blocked-for-day = Bloqué pour un jour. La retouche a été effacée.
only-administrators = Seuls les administrateurs de ce chat peuvent le faire.
settings-saved-for-chat = Enregistré pour ce chat : { $what }
settings-no-rules = Tout le monde peut retoucher des images ici, dans les limites habituelles.
settings-name-someone = Nomme un membre, un rôle ou un salon.
limits-each-hour = { $most } par heure pour chaque personne
limits-each-day = { $most } par jour pour chaque personne
limits-all-day = { $most } par jour pour tous ensemble
limits-cooldown = { $seconds } s entre deux retouches
limits-none = pas de limites propres
banned-words = Mots interdits : { $words }
error-media-kind = { $received ->
    [video] { media-video }
    [audio] { media-audio }
    [pdf] { media-pdf }
   *[other] { not-a-picture }
}
note-asked = ce que tu as demandé en dernier, pour une heure
# Telegram
busy = Telegram n’autorise pas plus de messages dans cette discussion pour l’instant. Réessaie dans { $seconds } s.
telegram-help =
    Envoie une photo et dis dans sa légende ce qu’il faut changer, ou d’abord l’image et ensuite les mots. Réponds à une image, la tienne ou la mienne, pour retoucher celle-là. Envoyée comme fichier, elle garde sa taille. Les albums marchent aussi.
    Dans les groupes, mentionne-moi ou réponds-moi.
    /queue /cancel /settings /privacy /help
picture-first = Envoie-moi d’abord une image, ou réponds à une image avec ce qu’il faut changer.
not-a-picture = Je ne retouche que des photos et des fichiers d’image. Envoie un PNG, un JPEG ou un WebP.
caption-changed = La légende a changé. Appuie sur le bouton pour retoucher l’image avec les nouveaux mots.
album-progress = { $done } images sur { $all }
album-line = Image { $place } : { $reason }
album-refused = { $count ->
    [one] Une image de l’album n’a pas été acceptée : { $reason }
   *[other] { $count } images de l’album n’ont pas été acceptées : { $reason }
}
settings-title = Comment dois-je te répondre ?
settings-same = Comme envoyé
settings-photo = En photo
settings-file = En fichier
settings-language = Langue de Telegram
settings-saved = Enregistré.
privacy-button = Tout effacer sur moi
command-edit = Changer une image : réponds-lui avec /edit cat→dog
command-queue = Tes retouches et leurs places
command-cancel = Annuler tes retouches
command-settings = Photo ou fichier, et ta langue
command-privacy = Ce qui est gardé sur toi
command-help = Comment dire ce qu’il faut changer
command-quota = Ce que tu peux encore demander
chat-settings-help =
    Pour les administrateurs d’un groupe :
    /limits each-day=5 each-hour=3 all-day=100 cooldown=30
    /limits off
    /ban <mot>, /unban <mot>
    /block <minutes> <raison>, en réponse à quelqu’un ; /unblock
    /reports me, /reports <numéro d’un chat>, /reports off
    /audit
settings-spoiler = Masquer les résultats jusqu’au toucher
settings-variants = Quatre variantes
settings-choose = Le meilleur de plusieurs méthodes
