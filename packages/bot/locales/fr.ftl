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
cancelling = Arrêt…
done = Fini en { $duration }
failed = ❌ { $reason }
cancelled = 🛑 Annulé.
nothing-lost = Rien n’a été changé.
reduced = Compressée pour l’envoi ; « Fichier d’origine » a chaque pixel.
found-some = Introuvable : { $missing }. Le reste a été retouché.
gone = Les images de cette retouche ont été effacées.
deleted = Effacé.
not-yours = Seule la personne qui a demandé cette retouche peut le faire.
wait = Ce n’est pas encore fini.
showing-before = Voici l’image avant la retouche.
masks-title = Ce qui a été retouché, et où
file-title = Le résultat, chaque pixel tel quel
again-title = Continuer
again-label = Que changer ensuite ?
again-ask = Répondez à ce message avec le changement suivant, par exemple : cat→dog
command-label = Que changer ?
command-example = cat→dog, hat→red
no-picture = Ce message ne contient pas d’image.
no-command = Dites ce qui doit changer, par exemple : cat→dog, hat→red
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
queue-empty = Vous n’avez aucune retouche dans la file.
queue-title = Vos retouches
queue-line = { $command } — { $state }
queue-undelivered = Finie, mais n’a pas pu être envoyée
queue-all = En tout : { $queued } en attente, { $running } en cours.
state-queued = place { $place }
state-running = { $percent } %
state-done = finie
state-failed = échouée
state-cancelled = annulée
cancel-none = Il n’y a rien à annuler.
cancel-done = { $count ->
    [one] Une retouche annulée.
   *[other] { $count } retouches annulées.
}
privacy-show = Conservé à votre sujet : { $jobs } retouches et { $pictures } images ({ $size } Mo). Les images sont effacées { $hours } heures après la réponse, le reste après { $days } jours.
privacy-rule = Une règle d’accès ({ $rule }) : { $note }
privacy-deleted = { $count ->
    [0] Rien n’était conservé à votre sujet.
    [one] Une retouche et ses images ont été effacées.
   *[other] { $count } retouches et leurs images ont été effacées.
}
paused = Les retouches sont en pause : { $reason } La vôtre suivra.
error-unexpected = Quelque chose a mal tourné chez nous ; rien n’a été changé. Si vous le signalez, citez { $id }.
error-limit-in-flight = Vous avez dans la file autant de retouches qu’une personne peut en avoir. Attendez-en une ou annulez-en une.
error-limit-per-hour = Vous avez épuisé les retouches de cette heure. Réessayez plus tard.
error-queue-full = La file est pleine en ce moment. Réessayez dans quelques minutes.
error-user-blocked = Vous ne pouvez pas utiliser ce bot. Demandez à qui le gère.
error-user-not-allowed = Ce bot est réservé aux invités. Demandez à qui le gère.
error-picture-gone = Les images de cette retouche ont été effacées. Renvoyez l’image.
error-job-unknown = Cette retouche n’est plus conservée. Renvoyez l’image.
error-picture-unreadable = Ce fichier n’est pas une image que je sais lire. Envoyez PNG, JPEG ou WebP.
error-attachment-gone = Je n’ai pas pu télécharger l’image. Renvoyez-la.
help = **Dites ce qui doit changer ; rien d’autre ne change.**
    `cat→dog` remplace, `hat→red` recolore ; plusieurs avec des virgules : `cat→dog, hat→red`.
    `left cat→dog`, `cat#2→dog`, `all cats→dogs`, `hat on the cat→red` disent lequel ; `hat→red!` ou `(0.7)`, avec quelle force. `to` et `->` sont aussi des flèches. Les mots sont en anglais.
help-words = Ce modèle connaît : { $words }.
# Telegram
busy = Telegram n’autorise pas plus de messages dans cette discussion pour l’instant. Réessaie dans { $seconds } s.
telegram-help =
    Envoie une photo et dis dans sa légende ce qu’il faut changer, ou d’abord l’image et ensuite les mots. Réponds à une image, la leur ou la mienne, pour retoucher celle-là. Envoyée comme fichier, elle garde sa taille. Les albums marchent aussi.
    Dans les groupes, mentionne-moi ou réponds-moi.
    /queue /cancel /settings /privacy /help
picture-first = Envoie-moi d’abord une image, ou réponds à une image avec ce qu’il faut changer.
not-a-picture = Je retouche des photos et des fichiers d’image, pas des stickers, des animations ni des vidéos.
caption-changed = La légende a changé. Réponds à l’image avec les nouveaux mots pour la retoucher.
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
