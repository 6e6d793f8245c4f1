# What is written
command = Что изменить
command-example = кошка→собака, шляпа→красная
completions = Как можно продолжить
run = Изменить
about-seconds = ≈ { $seconds } с
edits = Изменения
finding = Ищу предметы…
kept = останется: { $things }
kept-title = Есть на картинке, не названо и поэтому останется как есть
painted = нарисовано
remove = Убрать
chip-title = Сила, расширить, смягчить, обратить, который
chip-remove = Убрать { $edit }

# One edit
strength = Сила
grow = Шире, уже
feather = Мягкий край
invert = Обратить
clear = Очистить
mask-load = Загрузить маску…
mask-save = Сохранить маску
mask-size = Маска должна быть картинкой { $width } × { $height } пикселей.
candidates = Или имелось в виду это?

# The line below
understood = Понято так: { $command }
hint-picture = Выберите картинку и скажите, что в ней изменить.
hint-command = Скажите, что изменить, или щёлкните по предмету на картинке.
hint-place = Скажите, чем станет отмеченное место: что это → чем станет, или + что-то новое.
offline = Студия не отвечает. Ничего не потеряно; окно подключится само, как только она вернётся.
offline-waiting = Студия не отвечает. Изменение будет отправлено, как только она вернётся; ничего не потеряно.
queued = В очереди, место { $place }
cancelling = Останавливаю…
cancel = Отменить
cancelled = Отменено. Всё как было.
again = Ещё раз
seconds-left = осталось { $seconds } с
seconds = { $seconds } с
stage-load = Загружаю модель
stage-segment = Ищу предметы
stage-invert = Читаю картинку
stage-edit = Изменяю
stage-decode = Рисую
stage-compose = Вклеиваю в оригинал
stage-retry = Ещё одна попытка
progress = Ход изменения

# What came of it
outcome-came-out = получилось
outcome-failed = не получилось
outcome-unknown = проверить нечем
check-missing = не получилось
check-remains = прежнее ({ $source }) ещё там
check-appeared = теперь там что-то другое
check-color = цвет другой
check-unchanged = почти не изменилось
check-seen = теперь это: { $seen }
nothing-else = больше ничего не изменилось
something-else = изменилось что-то ещё
also-changed = изменилось также: { $things }
stronger = Сильнее
one-by-one = По одному
further = Менять дальше

# The picture
stage = { $name }, картинка для изменения
stage-empty = Картинки пока нет
stage-keys = Клавиши: V выбор, B кисть, E ластик, L лассо, R рамка, [ ] размер, Z отмена, Shift+Z повтор, + − 0 масштаб, пробел — сдвиг, O оригинал, Enter изменить, Esc отменить. Когда картинка в фокусе, стрелки двигают указатель, Enter применяет инструмент.
before = { $name } до изменения
after = Результат: { $edit }
compare-slider = До и после
compare-value = { $percent } % до
empty-title = Перетащите, вставьте или выберите картинку
choose = Выбрать картинку…
choose-other = Другая
sending = Отправляю…
samples = Или попробуйте одну из этих:
embedded = Встроенная модель знает только рисунки своего маленького мира, вроде этих. Для фотографий возьмите другую:
gigabytes = { $size } ГБ

# Tools
tools = Инструменты
tool-pick = Выбрать предмет
tool-box = Рамка
tool-brush = Кисть
tool-eraser = Ластик
tool-lasso = Лассо
brush-size = Размер кисти
smaller = Меньше
larger = Больше
undo = Отменить
redo = Повторить
zoom = Масштаб
zoom-in = Крупнее
zoom-out = Мельче
fit = Целиком
compare = Сравнить
compare-masks = Оригинал с масками
compare-difference = Разница
compare-result = Результат
download = Скачать
download-result = Результат
download-sheet = До и после, рядом
download-mask = Маска: { $edit }
download-masks = Все маски (ZIP)
download-recipe = Рецепт, чтобы повторить
figures = Измерения

# History
history = История
history-empty = Здесь будут ваши изменения.
history-more = Раньше
delete = Удалить
delete-edit = Удалить { $edit }
cancel-edit = Отменить { $edit }
status-failed = не удалось
status-cancelled = отменено
variants = Варианты
keep = Оставить
keep-variant = Оставить { $name }

# Settings
settings = Настройки
default = По умолчанию: { $value }.
defaults = Вернуть по умолчанию
automatic = само
yes = да
no = нет
prompt = Что на ней
about-prompt = Одно предложение о картинке. Если пусто, составляется из того, что видно.
about-variants = Делает изменение столькими способами, на выбор.
setting-method = Метод
about-method = Как изменять. Обычный подходит почти всегда.
about-method-mde = Разделяет вещи двумя функциями потерь.
about-method-mag = Две функции потерь по долям внимания.
about-method-p2p = Без потерь: вдвое быстрее.
about-method-cds = Следует градиентам в латенте, без траектории.
about-method-guide-rescale = Направляется самовниманием и признаками.
about-method-locinv = Узнаёт, где слова, затем Prompt-to-Prompt.
about-method-lomoe = Каждая вещь в своей области, со своим промптом.
about-method-oir = Находит для каждой вещи, с какого шага её менять.
setting-strength = Сила
about-strength = Меньше 1 — больше остаётся от оригинала; больше 1 — изменение сильнее.
setting-steps = Шаги
about-steps = Больше шагов — дольше и ближе к оригиналу.
setting-seed = Зерно
about-seed = От него зависит случайное: то же число даёт ту же картинку.
setting-maskGrow = За пределы маски
about-maskGrow = В пикселях. Если пусто — насколько нужно новой форме.
setting-maskFeather = Мягкий шов
about-maskFeather = В пикселях. Если пусто — тонкий.
setting-protect = Сохранять неназванное
about-protect = Что видно и не названо, сохраняет свои пиксели.
setting-retry = Пробовать ещё
about-retry = Что не получилось, пробуется иначе, не больше двух раз.
setting-force = Любая картинка
about-force = И та, что не похожа на знакомые встроенной модели.
setting-details = Карты внимания
about-details = Куда смотрела модель; немного дольше.
setting-format = Формат файла
about-format = Вид файла результата.
setting-metadata = Метаданные
about-metadata = Что остаётся из метаданных; без личного — без того, где, кем и чем снято.
choice-same = как у оригинала
choice-keep = оставить все
choice-strip = без личного
choice-none = никаких
as-command-line = Командной строкой
as-request = Запросом
copied = Скопировано
model = Модель: { $name }, { $size } px.
language = Язык
appearance = Вид
appearance-system = как в системе
appearance-light = светлый
appearance-dark = тёмный
notices = Лицензии того, что содержит эта страница

# A server elsewhere
token = Токен этой студии
token-enter = Войти
token-wrong = Токен неверный. Он показан там, где студия запущена.
session-over = Этот сеанс завершён, и всё, что в нём было, удалено. Попросите в чате новую ссылку.

# What went wrong
error-offline = Студия не отвечает. Ничего не потеряно; окно подключится само, как только она вернётся.
error-picture-too-heavy = Файл слишком велик: { $next }. Выберите поменьше.
error-unexpected = В студии что-то пошло не так; ничего не изменено. Попробуйте ещё раз.
error-link-over = Эта ссылка ничего не открывает: каждая работает один раз, в течение 10 минут. Попросите в чате новую.
