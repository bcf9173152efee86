// Emscripten makes a worker for each thread; the loader knows how (src/threads.ts).
function Worker() {
  return Module["startWorker"]();
}
