# What is written
command = Qué cambiar
command-example = gato→perro, sombrero→rojo
completions = Cómo podría seguir
run = Editar
about-seconds = ≈ { $seconds } s
edits = Cambios
finding = Buscando las cosas…
kept = se conserva: { $things }
kept-title = Se ve en la imagen, no se ha nombrado y por eso queda como está
painted = pintada
remove = Quitar
chip-title = Intensidad, ampliar, suavizar, invertir, cuál
chip-remove = Quitar { $edit }

# One edit
strength = Intensidad
grow = Ampliar, reducir
feather = Suavizar
invert = Invertir
clear = Vaciar
mask-load = Cargar máscara…
mask-save = Guardar máscara
mask-size = La máscara debe ser una imagen de { $width } × { $height } píxeles.
candidates = ¿O te referías a esto?

# The line below
understood = Entendido como: { $command }
hint-picture = Elige una imagen y di después qué cambiar en ella.
hint-command = Di qué cambiar, o haz clic en algo de la imagen.
hint-place = Di en qué se convierte el lugar marcado: lo que es → lo que será, o + algo nuevo.
offline = El estudio no responde. No se ha perdido nada; esta ventana se conecta sola en cuanto vuelva.
offline-waiting = El estudio no responde. Tu cambio se enviará en cuanto vuelva; no se ha perdido nada.
queued = En espera, puesto { $place }
cancelling = Deteniendo…
cancel = Cancelar
cancelled = Cancelado. Todo está como estaba.
again = Otra vez
seconds-left = quedan { $seconds } s
seconds = { $seconds } s
stage-load = Cargando el modelo
stage-segment = Buscando las cosas
stage-invert = Leyendo la imagen
stage-edit = Editando
stage-decode = Dibujando
stage-compose = Pegando en el original
stage-retry = Un intento más
progress = Progreso del cambio

# What came of it
outcome-came-out = salió bien
outcome-failed = no salió bien
outcome-unknown = aquí no se puede saber
check-missing = no salió bien
check-remains = lo anterior ({ $source }) sigue ahí
check-appeared = ahora hay otra cosa
check-color = tiene otro color
check-unchanged = apenas cambió
check-seen = ahora es: { $seen }
nothing-else = nada más cambió
something-else = cambió algo más
also-changed = también cambió: { $things }
stronger = Más intenso
one-by-one = Uno por uno
further = Seguir con este

# The picture
stage = { $name }, la imagen que se edita
stage-empty = Aún no hay imagen
stage-keys = Teclas: V elegir, B pincel, E goma, L lazo, R rectángulo, [ ] tamaño, Z deshacer, Mayús+Z rehacer, + − 0 zoom, Espacio mover, O original, Intro editar, Esc cancelar. Con la imagen enfocada, las flechas mueven un puntero e Intro usa la herramienta.
before = { $name } antes del cambio
after = El resultado de { $edit }
compare-slider = Antes y después
compare-value = { $percent } % antes
empty-title = Suelta una imagen, pégala o elige una
choose = Elegir imagen…
choose-other = Nueva imagen
sending = Enviando…
samples = O prueba con una de estas:
embedded = El modelo incluido solo conoce dibujos de su pequeño mundo, como estos. Para fotografías, consigue otro:
gigabytes = { $size } GB

# Tools
tools = Herramientas
tool-pick = Elegir una cosa
tool-box = Rectángulo
tool-brush = Pincel
tool-eraser = Goma
tool-lasso = Lazo
brush-size = Tamaño del pincel
smaller = Menor
larger = Mayor
undo = Deshacer
redo = Rehacer
zoom = Zoom
zoom-in = Acercar
zoom-out = Alejar
fit = Ajustar
compare = Comparar
compare-masks = Original con máscaras
compare-difference = Diferencia
compare-result = Resultado
download = Descargar
download-result = Resultado
download-sheet = Antes y después, lado a lado
download-mask = Máscara: { $edit }
download-masks = Todas las máscaras (ZIP)
download-recipe = Receta, para repetirlo
figures = Medidas

# History
history = Historial
history-empty = Aquí estarán tus cambios.
history-more = Anteriores
delete = Eliminar
delete-edit = Eliminar { $edit }
cancel-edit = Cancelar { $edit }
status-failed = falló
status-cancelled = cancelado
variants = Variantes
keep = Conservar
keep-variant = Conservar { $name }

# Settings
settings = Ajustes
default = Por defecto: { $value }.
defaults = Volver a lo predeterminado
automatic = automático
yes = sí
no = no
prompt = Qué muestra
about-prompt = Una frase sobre la imagen. Si está vacía, se forma con lo que se ve.
about-variants = Hace el cambio de tantas maneras, para elegir.
setting-method = Método
about-method = Cómo se edita. El predeterminado sirve casi siempre.
about-method-mde = Separa las cosas con sus dos pérdidas.
about-method-mag = Dos pérdidas a partir de proporciones de atención.
about-method-p2p = Sin pérdidas: el doble de rápido.
about-method-cds = Sigue gradientes en el latente, sin trayectoria.
about-method-guide-rescale = Guiado por autoatención y rasgos.
about-method-locinv = Aprende dónde están las palabras y luego Prompt-to-Prompt.
about-method-lomoe = Cada cosa en su región, con su propio prompt.
about-method-oir = Busca para cada cosa desde cuándo se edita.
setting-strength = Intensidad
about-strength = Por debajo de 1 queda más del original; por encima de 1 se fuerza el cambio.
setting-steps = Pasos
about-steps = Más pasos tardan más y siguen mejor el original.
setting-seed = Semilla
about-seed = De ella depende lo que se dibuja al azar: el mismo número da la misma imagen.
setting-maskGrow = Más allá de la máscara
about-maskGrow = En píxeles. Si está vacío, tanto como necesite la forma nueva.
setting-maskFeather = Borde suave
about-maskFeather = En píxeles. Si está vacío, uno fino.
setting-protect = Conservar lo no nombrado
about-protect = Lo que se ve y ningún cambio nombra conserva sus píxeles.
setting-retry = Reintentar por sí solo
about-retry = Lo que no salió se intenta de otras maneras, dos veces como mucho.
setting-force = Aceptar cualquier imagen
about-force = También una que no se parece a las que conoce el modelo incluido.
setting-details = Guardar mapas de atención
about-details = Dónde miró el modelo; tarda un poco más.
setting-format = Formato de archivo
about-format = El tipo de archivo del resultado.
setting-metadata = Metadatos
about-metadata = Qué queda de los metadatos; sin lo personal falta dónde, por quién y con qué se hizo.
choice-same = como el original
choice-keep = conservar todos
choice-strip = sin lo personal
choice-none = ninguno
as-command-line = Como línea de comandos
as-request = Como petición
copied = Copiado
model = Modelo: { $name }, { $size } px.
language = Idioma
appearance = Aspecto
appearance-system = como el sistema
appearance-light = claro
appearance-dark = oscuro
notices = Licencias de lo que contiene esta página

# A server elsewhere
token = Token de este estudio
token-enter = Entrar
token-wrong = Este token no es correcto. Se muestra donde se inició el estudio.
session-over = Esta sesión ha terminado y lo que había en ella se ha borrado. Pide un enlace nuevo en el chat.

# What went wrong
error-offline = El estudio no responde. No se ha perdido nada; esta ventana se conecta sola en cuanto vuelva.
error-picture-too-heavy = Este archivo es demasiado grande: { $next }. Elige uno menor.
error-unexpected = Algo falló en el estudio; no se cambió nada. Inténtalo otra vez.
error-link-over = Este enlace no abre nada: cada uno funciona una vez, durante 10 minutos. Pide uno nuevo en el chat.
