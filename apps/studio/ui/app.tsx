import { needsToken } from './api/request.js';
import { Figures } from './parts/figures.js';
import { Header } from './parts/header.js';
import { History } from './parts/history.js';
import { Token } from './parts/token.js';
import { Toolbar } from './parts/toolbar.js';
import { Stage } from './stage/stage.js';

/** One screen: the command, the picture, the tools, the history. */
export function App() {
  if (needsToken.value) return <Token />;
  return (
    <div class="studio">
      <Header />
      <main>
        <Stage />
        <Figures />
      </main>
      <Toolbar />
      <History />
    </div>
  );
}
