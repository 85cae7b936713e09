import { createServer } from "node:http"; import { readFile } from "node:fs/promises"; import { extname, join } from "node:path";
import { chromium } from "playwright-core";
const T={".html":"text/html",".css":"text/css",".js":"text/javascript",".wasm":"application/wasm",".svg":"image/svg+xml"};
const s=createServer(async(q,r)=>{const n=new URL(q.url,"http://x").pathname.slice(1)||"index.html";try{const b=await readFile(join("dist",n));r.writeHead(200,{"content-type":T[extname(n)]??"x/y"}).end(b)}catch{r.writeHead(404).end()}});
await new Promise(r=>s.listen(0,r));const home=`http://127.0.0.1:${s.address().port}/`;
const b=await chromium.launch({executablePath:"/usr/bin/chromium",args:["--no-sandbox","--headless=new","--disable-gpu"]});
const sizes=(process.argv[2]??"1440x900,1024x768,390x844").split(",");const schemes=(process.argv[3]??"light,dark").split(",");const kinds=(process.argv[4]??"panic,mistake").split(",");
for(const size of sizes)for(const scheme of schemes)for(const kind of kinds){const [w,h]=size.split("x").map(Number);
const c=await b.newContext({viewport:{width:w,height:h},colorScheme:scheme,deviceScaleFactor:w<500?2:1});const p=await c.newPage();
p.on("console",m=>console.log(m.type(),m.text()));p.on("pageerror",e=>console.log("ERR",e.message));
await p.goto(home);await p.locator("#boot").waitFor({state:"detached"});
await p.getByRole("radio",{name:"20×"}).check({force:true});
await p.waitForTimeout(4000);await p.getByRole("slider",{name:"Concurrent clients"}).fill("50");await p.waitForTimeout(3500);
await p.getByRole("slider",{name:"Concurrent clients"}).fill("200");await p.waitForTimeout(700);
if(kind=="mistake"){const t=p.getByRole("textbox",{name:"Service YAML"});const v=await t.inputValue();await t.fill(v.replace('target: "10"','target: "ten"').replace("minScale: \"0\"","minscale: 0"));await p.waitForTimeout(100)}
await p.getByRole("button",{name:"Pause"}).click();await p.waitForTimeout(1200);
const over=await p.evaluate(()=>[document.documentElement.scrollWidth,innerWidth,document.documentElement.scrollHeight]);
await p.screenshot({path:`/tmp/page-shots/${w}-${scheme}-${kind}.png`,fullPage:w<1200});console.log(size,scheme,kind,over, await p.getByRole("status",{name:"Now"}).innerText());await c.close();}
await b.close();s.close();
