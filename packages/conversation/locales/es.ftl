understood = entendido: { $edits }
seconds = { $seconds } s
minutes = { $minutes } min
queued = ⏳ Puesto { $place } en la cola
stage-load = Cargando el modelo…
stage-segment = 🔎 Buscando qué cambiar…
stage-invert = 🧭 Leyendo la imagen…
stage-edit = 🎨 Editando…
stage-decode = 🖼️ Dibujando…
stage-compose = 🧵 Pegando en el original…
stage-retry = 🔁 Un intento más…
cancelling = Deteniendo…
done = Listo en { $duration }
failed = ❌ { $reason }
cancelled = 🛑 Cancelado.
reduced = Comprimida para enviarla; «Archivo original» tiene cada píxel.
found-some = No encontrado: { $missing }. El resto se ha editado.
check-missing = ⚠️ { $edit } no ha salido.
check-seen = ⚠️ { $edit } no ha salido: ahora se ve «{ WORD($seen) }».
check-remains = ⚠️ { $edit } no ha salido: lo de antes ({ WORD($source) }) sigue ahí.
check-unchanged = ⚠️ { $edit } no ha salido: apenas ha cambiado nada.
check-appeared = ⚠️ «{ WORD($source) }» ya no está, pero ahora se ve otra cosa ahí: «{ WORD($seen) }».
check-inserted = ⚠️ { $edit } no ha salido: en la zona que marcaste no se ve nada así.
check-with = ℹ️ Junto con «{ WORD($source) }» también ha desaparecido: { $with }.
check-kept = ⚠️ «{ WORD($name) }» ha cambiado, aunque nadie lo nombró.
check-kept-nameless = ⚠️ Algo ha cambiado, aunque nadie lo nombró.
word = { WORD($word) }
masks-kept = { WORD($name) }, se conserva
masks-kept-nameless = se conserva
gone = Las imágenes de esta edición se han borrado.
deleted = Borrado.
not-yours = Solo puede hacerlo quien pidió esta edición.
showing-before = Esta es la imagen antes de la edición.
masks-title = Qué se editó y dónde
file-title = El resultado, cada píxel como es
again-title = Seguir editando
again-ask = Responde a este mensaje con el siguiente cambio, por ejemplo: cat→dog
command-label = Qué cambiar
command-example = cat→dog, hat→red
no-picture = Ese mensaje no tiene ninguna imagen.
no-command = Di qué cambiar, por ejemplo: cat→dog, hat→red
button-cancel = Cancelar
button-stronger = Más fuerte
button-softer = Más suave
button-retry = Repetir
button-undo = Deshacer
button-redo = Rehacer
button-again = Seguir editando
button-masks = Máscaras
button-file = Archivo original
button-delete = Borrar
queue-empty = No tienes ediciones en la cola.
queue-title = Tus ediciones
queue-line = { $command } — { $state }
queue-undelivered = Esto ya estaba listo, pero no se pudo enviar antes:
queue-all = En total: { $queued } en espera, { $running } en marcha.
state-queued = puesto { $place }
state-running = { $percent } %
cancel-none = No hay nada que cancelar.
cancel-done = { $count ->
    [one] Una edición cancelada.
   *[other] { $count } ediciones canceladas.
}
privacy-show = Guardado sobre ti: { $jobs ->
        [one] { $jobs } edición
       *[other] { $jobs } ediciones
    } y { $pictures ->
        [one] { $pictures } imagen
       *[other] { $pictures } imágenes
    } ({ $size } MB). Las imágenes se borran { $hours } horas después de la respuesta, el resto a los { $days } días.
privacy-rule = Una regla de acceso ({ $rule }): { $note }
privacy-notes = También se recuerda: { $notes }.
note-settings = tus ajustes
note-last = la última imagen que enviaste
note-album = un álbum
note-update = el número de tu último mensaje
privacy-deleted = { $count ->
    [0] No había nada guardado sobre ti.
    [one] Se ha borrado una edición con sus imágenes.
   *[other] Se han borrado { $count } ediciones con sus imágenes.
}
privacy-notes-deleted = Se ha borrado lo que se recordaba de ti.
paused = Las ediciones están en pausa ({ $reason }). La tuya irá después.
no-worker = Ahora mismo no se edita nada: no hay ninguna máquina conectada. La tuya empezará en cuanto haya una.
error-unexpected = Algo ha fallado por nuestra parte; no se ha cambiado nada. Si lo comunicas, nombra { $id }.
error-limit-in-flight = Tienes { $used } ediciones en la cola y se permiten { $most } a la vez. Espera a que termine una o cancela una.
error-limit-per-hour = Has gastado las { $most } ediciones de esta hora. La próxima es posible { $wait }.
error-queue-full = La cola está llena: hay { $used } ediciones en ella. Inténtalo de nuevo { $wait }.
error-database-away = Ahora mismo no llego a mi almacén. Nada de lo que acepté se ha perdido; inténtalo otra vez en un minuto.
error-user-blocked = No puedes usar este bot aquí{ $reason ->
    [none] .
   *[other] : { $reason }.
} { $wait ->
    [none] Pregunta a quien lo gestiona.
   *[other] El bloqueo termina { $wait }.
}
error-user-not-allowed = Este bot es solo para invitados. Pregunta a quien lo lleva.
error-picture-gone = Las imágenes de esa edición se han borrado. Envía la imagen otra vez.
error-job-unknown = Esa edición ya no está guardada. Envía la imagen otra vez.
error-picture-unreadable = Ese archivo no es una imagen que pueda leer. Envía PNG, JPEG o WebP.
error-picture-format = Es un archivo { $received }, que no puedo leer. Envíalo como JPEG o PNG.
error-picture-too-heavy = Ese archivo pesa demasiado: acepto como máximo { $megabytes } MB. Envía uno más pequeño.
error-picture-too-large = Esa imagen es demasiado grande: acepto como máximo { $megapixels } megapíxeles. Redúcela primero.
error-picture-out-of-world = El modelo de este bot solo conoce dibujos de su propio mundo, y esta imagen no es uno de ellos; no cambié nada. Prueba con uno que dibuje «dualedit sample». Para fotos y otros dibujos, este bot necesita un modelo más grande: pregunta a quien lo administra.
error-attachment-gone = No he podido descargar la imagen. Envíala otra vez.
error-object-count = De eso veo { $received }, no tantos como dices. Di «todos», cuántos hay o a cuál te refieres.
error-object-not-found = No encuentro «{ WORD($received) }» en esta imagen. Nombra algo que se vea en ella.
error-word-unknown = Hay una palabra que nunca aprendí; solo conozco palabras inglesas. /help dice cuáles.
error-command = No lo he entendido. Escribe por ejemplo cat→dog, hat→red; /help explica más.
error-command-unknown-word = No conozco «{ $received }». Conozco palabras inglesas y las españolas que les corresponden; /help dice cuáles.
error-job-unfinished = Esa edición aún no ha terminado. Espérala, o cancélala antes.
error-attachment-address = Esa imagen no está en esta plataforma. Súbela en lugar de enlazarla.
error-no-edits = Di qué hay que cambiar, por ejemplo: cat→dog, hat→red
error-edit-repeated = Dos de estas ediciones cambian las mismas palabras. Di las dos a la vez, por ejemplo cat→red dog; o haz una después de otra.
error-mask-empty = No encuentro en la imagen lo que nombras. Nombra algo que se vea en ella.
error-mask-hidden = «{ WORD($received) }» queda por completo dentro de las otras cosas que nombras. Haz estas ediciones una después de otra.
error-phrase-empty = Una de las ediciones no nombra ninguna cosa. Nombra lo que hay en la imagen, por ejemplo «cat» o «red hat».
error-prompt-too-long = Es más texto del que el modelo puede leer. Dilo con menos palabras, o haz menos ediciones a la vez.
error-word-not-in-prompt = «{ WORD($received) }» no está en tu descripción de la imagen. Nómbralo ahí, o deja la descripción fuera.
error-too-many-edits = Son demasiadas ediciones a la vez. Haz algunas en un segundo paso.
error-background-unknown = Aquí el fondo no se distingue de las cosas. Envía una máscara de él.
error-region-missing = ¿Dónde va lo nuevo? Envía una máscara del lugar.
error-region-outside = La región está fuera de la imagen.
error-region-spare = Hay una región, pero nada nuevo que dibujar en ella.
error-mask-range = El margen o el borde suave de una máscara está fuera de rango: de 0 a 10000 píxeles.
error-mask-inverted = La máscara parece invertida: cubre casi todo. Pinta la cosa de blanco y lo demás de negro.
error-pointing-outside = Lo que señalas queda fuera de la imagen.
error-pointing-spare = Señala solo cosas que estén en la imagen.
error-pointing-unsupported = Este modelo no encuentra lo que señalas. Envía una máscara.
error-strength-range = Una fuerza es un número de 0 a 2, por ejemplo (0.7).
error-seed-range = Una semilla es un número entero de 0 a 2147483647.
error-method-inversion = Este método no puede partir de esta inversión. Omite la inversión o elige otro método.
error-method-clip = Este método necesita un modelo que compare imágenes con palabras (CLIP), y este no lo tiene. Elige otro método.
error-method-removal = Este método dibuja algo nuevo y no puede quitar. Elige otro método.
error-few-steps-missing = Este método necesita un modelo que dibuje en pocos pasos, y este no lo es. Elige otro método.
error-variants-range = No se pueden hacer tantas variantes: pide de 1 a 8, o nombra más métodos.
error-result-withheld = El control de seguridad del modelo toma el resultado por algo no apto, así que no se envía. A veces se equivoca: dilo con otras palabras, o más suave.
error-out-of-memory = Esta edición necesita más memoria de la que tiene la máquina. Prueba con una imagen más pequeña; si no, díselo a quien lleva este bot.
error-worker-lost = La máquina se detuvo en medio de esta edición, también al intentarlo de nuevo. Repite más tarde, o prueba con una imagen más pequeña.
error-engine-crashed = La máquina falló en esta edición, también al intentarlo de nuevo. Repite más tarde, o prueba con una imagen más pequeña.
help = **Di qué cambiar y no cambia nada más.**
    `cat→dog` reemplaza, `hat→red` recolorea; varios con comas: `cat→dog, hat→red`.
    `left cat→dog`, `cat#2→dog`, `all cats→dogs`, `hat on the cat→red` dicen cuál; `hat→red!` o `(0.7)`, con qué fuerza. `to` y `->` también son flechas. Las palabras van en inglés.
in-seconds = dentro de { $n ->
    [one] un segundo
   *[other] { $n } segundos
}
in-minutes = dentro de { $n ->
    [one] un minuto
   *[other] { $n } minutos
}
in-hours = dentro de { $hours } h { $minutes } min
in-days = dentro de { $n } días
recipe-steps = { $n } pasos
recipe-strength = fuerza { $value }
recipe-seed = semilla { $value }
none-found = No encontrado: { $missing }. No se ha editado nada. Nombra lo que hay en la imagen.
already-running = Eso ya está en marcha.
variants-title = { $count } variantes; la enmarcada es la número { $chosen }. Pulsa un número para tomar otra.
variant-picked = Variante { $chosen } de { $count }.
did-you-mean = ¿Querías decir esto?
button-rerun = Editar con las palabras nuevas
button-variants = Todas las variantes
button-report = Denunciar
button-studio = Abrir en el estudio
studio-link =
    { $link }
    Abre la imagen, la orden y las máscaras en el estudio. Funciona una vez, durante { $minutes } minutos. No lo compartas: quien lo abra verá la imagen.
studio-sent = Te he enviado el enlace en privado.
studio-write-first = El enlace es solo para ti: escríbeme /start en privado y pulsa otra vez.
error-studio-away = El estudio no responde. Inténtalo de nuevo en unos minutos.
error-studio-refused = El estudio no aceptó esta edición. Díselo a quien gestiona este bot.
button-bigger = { WORD($name) }: más grande
button-smaller = { WORD($name) }: más pequeño
button-other = Este no
button-instead = { $number }
button-invert = Invertir la máscara
button-as-it-is = Usarla igualmente
masks-correct = ¿No es eso? Agranda o reduce una máscara, o pulsa el número de lo que quieres decir en lugar de «{ WORD($name) }».
masks-none-other = No veo otra cosa que pueda ser. Di cuál, por ejemplo «left cat→dog».
mask-too-small = Esa máscara no puede ser más pequeña.
media-animation = Telegram convierte los GIF en vídeos. Envía un fotograma, o el GIF como archivo: edito su primera imagen.
media-video = No puedo editar vídeos. Envía un fotograma como imagen.
media-audio = No puedo escuchar. Escribe qué cambiar, por ejemplo: cat→dog, hat→red
media-sticker = No puedo editar stickers. Envía la imagen como foto o como archivo.
media-pdf = No puedo editar archivos PDF. Guarda la página como PNG o JPEG y envíala.
media-link = No sigo enlaces. Envía la propia imagen.
sent-privately = En este chat no puedo enviar imágenes; te he enviado la tuya directamente.
ask-in-private = Tu imagen está lista, pero en este chat no puedo enviar imágenes. Escríbeme /queue en privado.
quota-title = Lo que aún puedes pedir aquí:
quota-in-flight = A la vez: { $left } de { $most }
quota-hour = Esta hora: { $left } de { $most }{ $wait ->
    [none] {""}
   *[other] , una más { $wait }
}
quota-day = Este día: { $left } de { $most }{ $wait ->
    [none] {""}
   *[other] , una más { $wait }
}
quota-place = Todos en este chat juntos, al día: { $left } de { $most }{ $wait ->
    [none] {""}
   *[other] , una más { $wait }
}
quota-cooldown = Tu próxima edición es posible { $wait }.
error-limit-per-day = Has gastado las { $most } ediciones de este día. La próxima es posible { $wait }.
error-limit-cooldown = Aquí hay una pausa entre dos ediciones. La próxima es posible { $wait }.
error-limit-place = { $wait ->
    [none] En este chat no se permiten ediciones. Pregunta a sus administradores.
   *[other] Este chat ha gastado las { $most } ediciones de un día. La próxima es posible { $wait }.
}
error-chat-not-allowed = En este chat no se permiten ediciones. Quien gestiona este bot tiene que autorizarlo; pregúntale, o pídemelo en un chat autorizado.
error-words-banned = Aquí no se puede pedir «{ $received }». Pide otra cosa.
error-variant-unknown = No existe esa variante. Pulsa uno de los números que se muestran.
file-note-jpeg-reencodes = ℹ️ JPEG guarda de nuevo todos los píxeles, así que también los de fuera de la edición cambian un poco. Envía un PNG para conservarlos.
file-note-avif-reencodes = ℹ️ AVIF guarda de nuevo todos los píxeles, así que también los de fuera de la edición cambian un poco. Envía un PNG para conservarlos.
file-note-gif-colors = ℹ️ GIF solo tiene 256 colores; algunos pueden variar un poco.
file-note-gif-to-png = ℹ️ La imagen es ahora un PNG: GIF solo tiene 256 colores.
file-note-other-format = ℹ️ La imagen es ahora un PNG: no puedo escribir su propio formato.
file-note-depth-lost = ℹ️ Este formato tiene 8 bits por canal: se pierden los 16 del original.
file-note-float-lost = ℹ️ La imagen tiene ahora 8 bits por canal: no puedo escribir sus propios números.
file-note-few-bits = ℹ️ La imagen tiene ahora 8 bits por píxel: la edición necesita más tonos.
file-note-now-color = ℹ️ La imagen era gris y ahora es en color.
file-note-gray-alpha = ℹ️ La imagen se guarda ahora en color: el gris con transparencia no se puede escribir.
file-note-palette-lost = ℹ️ La imagen tiene ahora todos los colores: ya no caben en su paleta.
file-note-space-lost = ℹ️ La imagen está ahora en sRGB: su espacio de color no se puede escribir.
file-note-alpha-lost = ℹ️ JPEG no admite transparencia: lo transparente es ahora blanco.
file-note-first-frame = ℹ️ Solo se ha editado la primera imagen de la animación.
file-note-first-page = ℹ️ Solo se ha editado la primera imagen del archivo.
file-note-exif-lost = ℹ️ Se han omitido los datos EXIF: no se pueden leer o escribir aquí.
file-note-iptc-lost = ℹ️ Se han omitido los datos IPTC: este formato no los admite.
file-note-text-lost = ℹ️ Se ha omitido el texto del archivo: este formato no lo admite.
file-note-second-picture-lost = ℹ️ Se ha omitido una segunda imagen del archivo: muestra la antigua.
help-things = Cosas: { $words }.
help-colors = Colores: { $words }.
help-places = Fondos (`background→…`): { $words }.
help-remove = `hat→nothing` quita.
help-any-words = Este modelo conoce palabras inglesas de todo tipo.
help-embedded = Este es el modelo pequeño que viene con Dualedit: solo conoce dibujos de su propio mundo. Las fotografías necesitan un modelo mayor, que puede instalar quien gestiona este bot.
help-safety = Los resultados se comprueban por si no son aptos; lo marcado se retiene.
help-quota = /quota dice lo que aún puedes pedir y cuándo habrá más.
reported = Denunciado. Los moderadores ya lo ven.
report-nowhere = Aquí nadie recibe denuncias. Díselo a un administrador de este chat.
report-title = { $reporter } ha denunciado una edición de { $owner }: { $command }
button-block-day = Bloquear un día
blocked-for-day = Bloqueado por un día. La edición se ha borrado.
only-administrators = Solo pueden hacerlo los administradores de este chat.
settings-saved-for-chat = Guardado para este chat: { $what }
settings-no-rules = Aquí todos pueden editar imágenes, dentro de los límites habituales.
settings-name-someone = Nombra un miembro, un rol o un canal.
limits-each-hour = { $most } por hora para cada persona
limits-each-day = { $most } al día para cada persona
limits-all-day = { $most } al día para todos juntos
limits-cooldown = { $seconds } s entre dos ediciones
limits-none = sin límites propios
banned-words = Palabras prohibidas: { $words }
error-media-kind = { $received ->
    [video] { media-video }
    [audio] { media-audio }
    [pdf] { media-pdf }
   *[other] { not-a-picture }
}
note-asked = lo último que pediste, durante una hora
# Telegram
busy = Telegram no permite más mensajes en este chat por ahora. Inténtalo de nuevo en { $seconds } s.
telegram-help =
    Envía una foto y di en su pie qué cambiar, o primero la imagen y después las palabras. Responde a una imagen, tuya o mía, para editar esa. Envíala como archivo para conservar su tamaño. Los álbumes también valen.
    En grupos, mencióname o respóndeme.
    /queue /cancel /settings /privacy /help
picture-first = Envíame primero una imagen, o responde a una con lo que hay que cambiar.
not-a-picture = Solo puedo editar fotos y archivos de imagen. Envía un PNG, JPEG o WebP.
caption-changed = El pie de foto ha cambiado. Pulsa el botón para editar la imagen con las palabras nuevas.
album-progress = { $done } de { $all } imágenes
album-line = Imagen { $place }: { $reason }
album-refused = { $count ->
    [one] Una imagen del álbum no se aceptó: { $reason }
   *[other] { $count } imágenes del álbum no se aceptaron: { $reason }
}
settings-title = ¿Cómo te respondo?
settings-same = Como se envió
settings-photo = Como foto
settings-file = Como archivo
settings-language = Idioma de Telegram
settings-saved = Guardado.
privacy-button = Borrar todo sobre mí
command-edit = Cambiar una imagen: respóndele con /edit cat→dog
command-queue = Tus ediciones y sus puestos
command-cancel = Cancelar tus ediciones
command-settings = Foto o archivo, y tu idioma
command-privacy = Qué se guarda sobre ti
command-help = Cómo decir qué cambiar
command-quota = Lo que aún puedes pedir
chat-settings-help =
    Para los administradores de un grupo:
    /limits each-day=5 each-hour=3 all-day=100 cooldown=30
    /limits off
    /ban <palabra>, /unban <palabra>
    /block <minutos> <motivo>, en respuesta a alguien; /unblock
    /reports me, /reports <número de un chat>, /reports off
    /audit
settings-spoiler = Ocultar los resultados hasta tocarlos
settings-variants = Cuatro variantes
settings-choose = Lo mejor de varios métodos
