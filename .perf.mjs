import {story,open} from "./tests/browser/harness.mjs"; import {slider,speed,text,clock} from "./tests/browser/visitor.mjs";
story("perf",{},async({page,home})=>{await open(page,home);const cdp=await page.context().newCDPSession(page);await cdp.send("Performance.enable");
const m=async()=>Object.fromEntries((await cdp.send("Performance.getMetrics")).metrics.map(x=>[x.name,x.value]));
const run=async(label,ms)=>{await page.evaluate(()=>{window.n=0;window.on=true;window.worst=0;let last=performance.now();const f=()=>{const t=performance.now();window.worst=Math.max(window.worst,t-last);last=t;window.n++;window.on&&requestAnimationFrame(f)};requestAnimationFrame(f)});const a=await m();await page.waitForTimeout(ms);const b=await m();const [n,w]=await page.evaluate(()=>{window.on=false;return [window.n,window.worst]});
console.log(label,"fps",(n/ms*1000).toFixed(1),"per frame ms: task",((b.TaskDuration-a.TaskDuration)/n*1000).toFixed(2),"script",((b.ScriptDuration-a.ScriptDuration)/n*1000).toFixed(2),"layout+style",((b.LayoutDuration-a.LayoutDuration+b.RecalcStyleDuration-a.RecalcStyleDuration)/n*1000).toFixed(2),"worst gap",w.toFixed(0),"JS heap MB",(b.JSHeapUsedSize/1e6).toFixed(1),"clock",await clock(page))};
await slider(page,"Concurrent clients").fill("50");
await run("5x",3000);await speed(page,20);await run("20x",3000);await speed(page,60);await run("60x",4000);
for(let i=0;i<20;i++){await page.waitForTimeout(3000);await slider(page,"Concurrent clients").fill(String((i*37)%300))}
await run("60x after an hour",4000);
await page.getByRole("button",{name:"Pause"}).click();
const t=await text(page,"Service YAML").evaluate(async(f)=>{const r=[];for(let i=0;i<9;i++){const v=f.value.replace(/target: "\d+"/,`target: "${i%2?10:20}"`);f.value=v;const a=performance.now();f.dispatchEvent(new InputEvent("input",{bubbles:true}));await 0;await 0;r.push(performance.now()-a)}return r});console.log("edit → replay of the whole past, ms",t.map(x=>x.toFixed(1)).join(" "), "clock", await clock(page));
});
