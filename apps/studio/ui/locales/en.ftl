# What is written
command = What to change
command-example = cat→dog, hat→red
completions = How it could go on
run = Run
about-seconds = ≈ { $seconds } s
edits = Edits
finding = Looking for the things…
kept = kept: { $things }
kept-title = Seen in the picture, not named, and therefore kept as they are
painted = painted
remove = Remove
chip-title = Strength, grow, soften, invert, which one
chip-remove = Remove { $edit }

# One edit
strength = Strength
grow = Grow, shrink
feather = Soften
invert = Invert
clear = Clear
mask-load = Load mask…
mask-save = Save mask
mask-size = The mask has to be a picture of { $width } × { $height } pixels.
candidates = Or did you mean this one?

# The line below
understood = Understood as: { $command }
hint-picture = Choose a picture, then say what to change in it.
hint-command = Say what to change, or click a thing in the picture.
hint-place = Say what becomes of the marked place: what it is → what it becomes, or + something new.
offline = The studio does not answer. Nothing is lost; this window connects by itself as soon as it is back.
offline-waiting = The studio does not answer. Your edit is sent as soon as it is back; nothing is lost.
queued = Waiting, place { $place }
cancelling = Stopping…
cancel = Cancel
cancelled = Cancelled. Everything is as it was.
again = Try again
seconds-left = { $seconds } s left
seconds = { $seconds } s
stage-load = Loading the model
stage-segment = Finding the things
stage-invert = Reading the picture
stage-edit = Editing
stage-decode = Drawing
stage-compose = Pasting into the original
stage-retry = Trying once more
progress = Progress of the edit

# What came of it
outcome-came-out = came out
outcome-failed = did not come out
outcome-unknown = nothing here can tell
check-missing = did not come out
check-remains = the old { $source } is still there
check-appeared = something else is there now
check-color = has another color
check-unchanged = hardly changed
check-seen = it is { $seen } now
nothing-else = nothing else changed
something-else = something else changed
also-changed = also changed: { $things }
stronger = Stronger
one-by-one = One by one
further = Edit this further

# The picture
stage = { $name }, the picture to edit
stage-empty = No picture yet
stage-keys = Keys: V pick, B brush, E eraser, L lasso, R box, [ ] size, Z undo, Shift+Z redo, + − 0 zoom, Space pan, O original, Enter run, Esc cancel. With the picture focused, arrows move a pointer and Enter uses the tool.
before = { $name } before the edit
after = The result of { $edit }
compare-slider = Before and after
compare-value = { $percent } % before
empty-title = Drop a picture, paste one, or choose
choose = Choose a picture…
choose-other = New picture
sending = Sending…
samples = Or try one of these:
embedded = The built-in model knows only drawings of its own small world, like these. For photographs, get another one:
gigabytes = { $size } GB

# Tools
tools = Tools
tool-pick = Pick a thing
tool-box = Box
tool-brush = Brush
tool-eraser = Eraser
tool-lasso = Lasso
brush-size = Size of the brush
smaller = Smaller
larger = Larger
undo = Undo
redo = Redo
zoom = Zoom
zoom-in = Zoom in
zoom-out = Zoom out
fit = Fit
compare = Compare
compare-masks = Original with masks
compare-difference = Difference
compare-result = Result
download = Download
download-result = Result
download-sheet = Before and after, side by side
download-mask = Mask: { $edit }
download-masks = All masks (ZIP)
download-recipe = Recipe, to make it again
figures = Figures

# History
history = History
history-empty = Your edits will be here.
history-more = Older ones
delete = Delete
delete-edit = Delete { $edit }
cancel-edit = Cancel { $edit }
status-failed = failed
status-cancelled = cancelled
variants = Variants
keep = Keep
keep-variant = Keep { $name }

# Settings
settings = Settings
default = Default: { $value }.
defaults = Back to defaults
automatic = automatic
yes = on
no = off
prompt = What it shows
about-prompt = One sentence about the picture. If empty, it is made of what is seen.
about-variants = Makes the edit in so many ways, to choose from.
setting-method = Method
about-method = How it is edited. The default suits most edits.
about-method-mde = Keeps things apart with both of its losses.
about-method-mag = Two losses by ratios of attention.
about-method-p2p = No losses: twice as fast.
about-method-cds = Follows scores on the latent, without a trajectory.
about-method-guide-rescale = Guided by self-attention and features.
about-method-locinv = Learns where the words are, then Prompt-to-Prompt.
about-method-lomoe = Each thing in its region, under its own prompt.
about-method-oir = Finds for each thing how far back its edit begins.
setting-strength = Strength
about-strength = Below 1 more of the original remains; above 1 the change is forced.
setting-steps = Steps
about-steps = More steps take longer and follow the original more closely.
setting-seed = Seed
about-seed = What is drawn at random follows from it: the same number makes the same picture.
setting-maskGrow = Reach beyond masks
about-maskGrow = In pixels. If empty, as far as the new shape needs.
setting-maskFeather = Soft seam
about-maskFeather = In pixels. If empty, a thin one.
setting-protect = Keep what is not named
about-protect = Things that are seen and that no edit names keep their pixels.
setting-retry = Try again by itself
about-retry = What did not come out is tried again in other ways, at most twice.
setting-force = Take any picture
about-force = Also one that does not look like those that the built-in model knows.
setting-details = Keep attention maps
about-details = Where the model looked; takes a little longer.
setting-format = File format
about-format = The kind of the result’s file.
setting-metadata = Metadata
about-metadata = What stays of the file’s metadata; “strip” leaves out where, by whom and with what it was taken.
choice-same = as the original
choice-keep = keep all
choice-strip = strip what is personal
choice-none = none
as-command-line = As command line
as-request = As request
copied = Copied
model = Model: { $name }, { $size } px.
language = Language
appearance = Appearance
appearance-system = as the system
appearance-light = light
appearance-dark = dark
notices = Licenses of what this page contains

# A server elsewhere
token = Token of this studio
token-enter = Enter
token-wrong = This token is not right. It is shown where the studio was started.
session-over = This session is over, and what was in it has been deleted. Ask for a new link in the chat.

# What went wrong
error-offline = The studio does not answer. Nothing is lost; this window connects by itself as soon as it is back.
error-picture-too-heavy = This file is too large: { $next }. Choose a smaller one.
error-unexpected = Something went wrong in the studio; nothing was changed. Try again.
error-link-over = This link opens nothing: each works once, for 10 minutes. Ask for a new one in the chat.
