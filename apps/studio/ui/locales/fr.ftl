# What is written
command = Que changer
command-example = chat→chien, chapeau→rouge
completions = Suites possibles
run = Modifier
about-seconds = ≈ { $seconds } s
edits = Modifications
finding = Recherche des objets…
kept = conservé : { $things }
kept-title = Vu dans l’image, pas nommé, donc laissé tel quel
painted = peint
remove = Retirer
chip-title = Force, agrandir, adoucir, inverser, lequel
chip-remove = Retirer { $edit }

# One edit
strength = Force
grow = Agrandir, réduire
feather = Adoucir
invert = Inverser
clear = Vider
mask-load = Charger un masque…
mask-save = Enregistrer le masque
mask-size = Le masque doit être une image de { $width } × { $height } pixels.
candidates = Ou bien celui-ci ?

# The line below
understood = Compris comme : { $command }
hint-picture = Choisissez une image, puis dites quoi y changer.
hint-command = Dites quoi changer, ou cliquez sur quelque chose dans l’image.
hint-place = Dites ce que devient l’endroit marqué : ce que c’est → ce que cela devient, ou + quelque chose de nouveau.
offline = Le studio ne répond pas. Rien n’est perdu ; cette fenêtre se reconnecte seule dès son retour.
offline-waiting = Le studio ne répond pas. Votre modification sera envoyée dès son retour ; rien n’est perdu.
queued = En attente, place { $place }
cancelling = Arrêt…
cancel = Annuler
cancelled = Annulé. Tout est comme avant.
again = Réessayer
seconds-left = encore { $seconds } s
seconds = { $seconds } s
stage-load = Chargement du modèle
stage-segment = Recherche des objets
stage-invert = Lecture de l’image
stage-edit = Modification
stage-decode = Dessin
stage-compose = Insertion dans l’original
stage-retry = Nouvel essai
progress = Avancement de la modification

# What came of it
outcome-came-out = réussi
outcome-failed = non réussi
outcome-unknown = rien ici ne peut le dire
check-missing = non réussi
check-remains = l’ancien objet ({ $source }) est encore là
check-appeared = il y a autre chose maintenant
check-color = a une autre couleur
check-unchanged = presque inchangé
check-seen = c’est maintenant : { $seen }
nothing-else = rien d’autre n’a changé
something-else = autre chose a changé
also-changed = aussi changé : { $things }
stronger = Plus fort
one-by-one = Un par un
further = Continuer avec

# The picture
stage = { $name }, l’image à modifier
stage-empty = Pas encore d’image
stage-keys = Touches : V choisir, B pinceau, E gomme, L lasso, R rectangle, [ ] taille, Z annuler, Maj+Z rétablir, + − 0 zoom, Espace déplacer, O original, Entrée modifier, Échap annuler. Quand l’image a le focus, les flèches déplacent un pointeur et Entrée utilise l’outil.
before = { $name } avant la modification
after = Le résultat de { $edit }
compare-slider = Avant et après
compare-value = { $percent } % avant
empty-title = Déposez, collez ou choisissez une image
choose = Choisir une image…
choose-other = Autre image
sending = Envoi…
samples = Ou essayez l’une de celles-ci :
embedded = Le modèle intégré ne connaît que des dessins de son petit monde, comme ceux-ci. Pour des photos, procurez-vous-en un autre :
gigabytes = { $size } Go

# Tools
tools = Outils
tool-pick = Choisir un objet
tool-box = Rectangle
tool-brush = Pinceau
tool-eraser = Gomme
tool-lasso = Lasso
brush-size = Taille du pinceau
smaller = Plus petit
larger = Plus grand
undo = Annuler
redo = Rétablir
zoom = Zoom
zoom-in = Agrandir
zoom-out = Réduire
fit = Ajuster
compare = Comparer
compare-masks = Original avec masques
compare-difference = Différence
compare-result = Résultat
download = Télécharger
download-result = Résultat
download-sheet = Avant et après, côte à côte
download-mask = Masque : { $edit }
download-masks = Tous les masques (ZIP)
download-recipe = Recette, pour refaire la même chose
figures = Mesures

# History
history = Historique
history-empty = Vos modifications seront ici.
history-more = Plus anciennes
delete = Supprimer
delete-edit = Supprimer { $edit }
cancel-edit = Annuler { $edit }
status-failed = échec
status-cancelled = annulé
variants = Variantes
keep = Garder
keep-variant = Garder { $name }

# Settings
settings = Réglages
default = Par défaut : { $value }.
defaults = Valeurs par défaut
automatic = automatique
yes = oui
no = non
prompt = Ce qu’elle montre
about-prompt = Une phrase sur l’image. Vide, elle est faite de ce qui est vu.
about-variants = Fait la modification d’autant de façons, au choix.
setting-method = Méthode
about-method = Comment on modifie. Celle par défaut convient presque toujours.
about-method-mde = Sépare les choses par ses deux pertes.
about-method-mag = Deux pertes tirées de rapports d’attention.
about-method-p2p = Sans pertes : deux fois plus rapide.
about-method-cds = Suit des gradients dans le latent, sans trajectoire.
about-method-guide-rescale = Guidé par l’auto-attention et les caractéristiques.
about-method-locinv = Apprend où sont les mots, puis Prompt-to-Prompt.
about-method-lomoe = Chaque chose dans sa région, avec son propre prompt.
about-method-oir = Cherche pour chaque chose d’où part sa modification.
setting-strength = Force
about-strength = En dessous de 1, il reste plus de l’original ; au-dessus, le changement est forcé.
setting-steps = Étapes
about-steps = Plus d’étapes durent plus longtemps et suivent mieux l’original.
setting-seed = Graine
about-seed = Le hasard en découle : le même nombre donne la même image.
setting-maskGrow = Au-delà du masque
about-maskGrow = En pixels. Vide : autant que la nouvelle forme le demande.
setting-maskFeather = Bord doux
about-maskFeather = En pixels. Vide : un bord fin.
setting-protect = Garder ce qui n’est pas nommé
about-protect = Ce qui est vu et qu’aucune modification ne nomme garde ses pixels.
setting-retry = Réessayer tout seul
about-retry = Ce qui n’a pas réussi est essayé autrement, deux fois au plus.
setting-force = Accepter toute image
about-force = Même une qui ne ressemble pas à celles que connaît le modèle intégré.
setting-details = Garder les cartes d’attention
about-details = Où le modèle a regardé ; dure un peu plus longtemps.
setting-format = Format de fichier
about-format = Le type de fichier du résultat.
setting-metadata = Métadonnées
about-metadata = Ce qui reste des métadonnées ; sans le personnel, il manque où, par qui et avec quoi elle fut prise.
choice-same = comme l’original
choice-keep = tout garder
choice-strip = sans le personnel
choice-none = aucune
as-command-line = En ligne de commande
as-request = En requête
copied = Copié
model = Modèle : { $name }, { $size } px.
language = Langue
appearance = Apparence
appearance-system = comme le système
appearance-light = claire
appearance-dark = sombre
notices = Licences de ce que contient cette page

# A server elsewhere
token = Jeton de ce studio
token-enter = Entrer
token-wrong = Ce jeton n’est pas le bon. Il est affiché là où le studio a été lancé.
session-over = Cette session est terminée, et ce qu’elle contenait a été supprimé. Demandez un nouveau lien dans le chat.

# What went wrong
error-offline = Le studio ne répond pas. Rien n’est perdu ; cette fenêtre se reconnecte seule dès son retour.
error-picture-too-heavy = Ce fichier est trop lourd : { $next }. Choisissez-en un plus petit.
error-unexpected = Quelque chose a échoué dans le studio ; rien n’a été changé. Réessayez.
error-link-over = Ce lien n’ouvre rien : chacun sert une seule fois, pendant 10 minutes. Demandez-en un nouveau dans le chat.
